import type { RecordPage } from '../../lib/crm/port.ts';
import type { MatchSuggestion } from '../../lib/erp/api/match.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { PanelView } from '../../lib/messaging/protocol.ts';
import { Suggestion } from '../linking/Suggestion.tsx';
import { CompanyPicker } from './CompanyPicker.tsx';
import { LinkCustomer } from './LinkCustomer.tsx';
import type { Theme } from './pageTheme.ts';
import { useSuggestions } from './useSuggestions.ts';

interface UnlinkedProps {
  readonly page: RecordPage;
  readonly view: PanelView;
  readonly isLive: boolean;
  readonly theme: Theme | null;
  onLinked(): void;
  onChooseCompany(company: string): void;
}

/** A record without an ERP customer: why, and the way on. */
export function Unlinked({ page, view, isLive, theme, onLinked, onChooseCompany }: UnlinkedProps) {
  const hasCompany = page.kind === 'account' || view.via !== null;
  const isLead = page.kind === 'lead';
  const suggestions = useSuggestions(page, view.via?.id, hasCompany || isLead).data;
  const never = new Set<string>(view.view.neverLinks.map(({ customer }) => customer));
  const best = suggestions?.suggestions.find(({ customer }) => !never.has(customer.id));
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
        <p className="quiet">{explain(page, hasCompany, suggestions?.isPerson === true)}</p>
        {view.via === null ? null : (
          <CompanyPicker companies={view.companies} via={view.via} onChoose={onChooseCompany} />
        )}
        {hasCompany && isLive && !view.canLink ? <p className="quiet">{t('linking.noRight')}</p> : null}
      </header>
      {isLead ? <LeadSuggestions suggestions={suggestions?.suggestions ?? []} /> : null}
      {hasCompany ? (
        <LinkCustomer
          page={page}
          view={view}
          canLink={isLive && view.canLink}
          theme={theme}
          onLinked={onLinked}
        />
      ) : null}
    </>
  );
}

/** To read only: what is linked is the account that the lead becomes. */
function LeadSuggestions({ suggestions }: { suggestions: readonly MatchSuggestion[] }) {
  if (suggestions.length === 0) return null;
  return (
    <>
      <p className="block quiet">{t('linking.leadSuggestions')}</p>
      <ul className="choices" aria-label={t('linking.suggestions')}>
        {suggestions.map((suggestion) => (
          <Suggestion
            key={suggestion.customer.id}
            suggestion={suggestion}
            onChoose={undefined}
            onNever={undefined}
          />
        ))}
      </ul>
    </>
  );
}

const explain = (page: RecordPage, hasCompany: boolean, isPerson: boolean): string => {
  if (page.kind === 'lead') return t('linking.lead');
  if (!hasCompany) return t('linking.noCompany');
  return t(isPerson ? 'linking.person' : 'linking.intro');
};
