import type { RecordPage } from '../../lib/crm/port.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { PanelView } from '../../lib/messaging/protocol.ts';
import { LinkCustomer } from './LinkCustomer.tsx';
import type { Theme } from './pageTheme.ts';
import { useSuggestions } from './useSuggestions.ts';

interface UnlinkedProps {
  readonly page: RecordPage;
  readonly view: PanelView;
  readonly isLive: boolean;
  readonly theme: Theme | null;
  onLinked(): void;
}

/** A record without an ERP customer: why, and the way on. */
export function Unlinked({ page, view, isLive, theme, onLinked }: UnlinkedProps) {
  const hasCompany = page.kind === 'account' || view.via !== null;
  const best = useSuggestions(page, hasCompany).data?.[0];
  return (
    <>
      <header className="unlinked">
        <div className="customer-line">
          <h2 className="customer-name">{t(hasCompany ? 'linking.title' : 'match.none')}</h2>
          {best === undefined ? null : (
            <span className="badge" data-tone="info">
              {t('match.suggested', [formatDecimal(best.score)])}
            </span>
          )}
        </div>
        <p className="quiet">{explain(page, hasCompany)}</p>
        {hasCompany && isLive && !view.canLink ? <p className="quiet">{t('linking.noRight')}</p> : null}
      </header>
      {hasCompany ? (
        <LinkCustomer page={page} canLink={isLive && view.canLink} theme={theme} onLinked={onLinked} />
      ) : null}
    </>
  );
}

const explain = (page: RecordPage, hasCompany: boolean): string => {
  if (page.kind === 'lead') return t('linking.lead');
  return t(hasCompany ? 'linking.intro' : 'linking.noCompany');
};
