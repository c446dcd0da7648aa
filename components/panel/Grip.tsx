import type { HTMLAttributes } from 'react';
import { t } from '../../lib/i18n.ts';
import { GripIcon } from './Icons.tsx';

/** What the panel is moved by. */
export const Grip = (handlers: HTMLAttributes<HTMLElement>) => (
  <button
    type="button"
    className="icon-button handle"
    aria-label={t('panel.move')}
    title={t('panel.moveHint')}
    {...handlers}
  >
    <GripIcon />
  </button>
);
