import { t } from '../../lib/i18n.ts';

export function NotKnown() {
  return (
    <>
      <span aria-hidden="true">—</span>
      <span className="sr-only">{t('format.notKnown')}</span>
    </>
  );
}
