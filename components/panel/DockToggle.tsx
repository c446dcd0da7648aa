import { t } from '../../lib/i18n.ts';
import { DockIcon } from './Icons.tsx';

interface DockToggleProps {
  readonly isDocked: boolean;
  onDock(docked: boolean): void;
}

/** Along the whole right edge, or floating where it was put. */
export const DockToggle = ({ isDocked, onDock }: DockToggleProps) => (
  <button
    type="button"
    className="icon-button"
    aria-pressed={isDocked}
    aria-label={t('panel.dock')}
    title={t(isDocked ? 'panel.float' : 'panel.dock')}
    onClick={() => onDock(!isDocked)}
  >
    <DockIcon />
  </button>
);
