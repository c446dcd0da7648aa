import { useState } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import { t } from '../../lib/i18n.ts';
import type { PanelView } from '../../lib/messaging/protocol.ts';
import { CustomerSearch } from '../linking/CustomerSearch.tsx';
import { Suggestion } from '../linking/Suggestion.tsx';
import { ConfirmFrame } from './ConfirmFrame.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { NeverLinks } from './NeverLinks.tsx';
import type { Theme } from './pageTheme.ts';
import { usePort } from './port.ts';
import { useQuery } from './queries/useQuery.ts';
import { failureOf } from './retry.ts';
import { SuggestionsSkeleton } from './Skeletons.tsx';
import { useProposal } from './useProposal.ts';
import { useSuggestions } from './useSuggestions.ts';

interface LinkCustomerProps {
  readonly page: RecordPage;
  readonly view: PanelView;
  readonly canLink: boolean;
  readonly theme: Theme | null;
  onLinked(): void;
}

/** A record without a customer: suggestions with their reasons, a search, and the confirm frame for the one that was chosen. */
export function LinkCustomer({ page, view: { view, via }, canLink, theme, onLinked }: LinkCustomerProps) {
  const port = usePort();
  const key = recordKey(page.record);
  const { proposal, propose, back } = useProposal(page, via?.id, onLinked);
  const [searched, setSearched] = useState('');
  const suggestions = useSuggestions(page, via?.id, true);
  const search = useQuery({
    queryKey: ['customers.search', key, searched],
    enabled: searched !== '',
    queryFn: ({ signal }) =>
      port.send('customers.search', { query: searched, requestId: crypto.randomUUID() }, signal),
  });

  if (proposal.state === 'confirming')
    return <ConfirmFrame frameUrl={proposal.frameUrl} theme={theme} onBack={back} />;

  const isFree = canLink && proposal.state === 'none';
  const onChoose = isFree ? (customer: string) => propose(customer, 'link') : undefined;
  const onNever = isFree ? (customer: string) => propose(customer, 'neverLink') : undefined;
  const linked = new Set<string>(view.links.map(({ customer }) => customer));
  // Suggestions may have been asked before somebody said so.
  const never = new Set<string>(view.neverLinks.map(({ customer }) => customer));
  const suggested = suggestions.data?.suggestions.filter(
    ({ customer }) => !linked.has(customer.id) && !never.has(customer.id),
  );
  return (
    <>
      {proposal.state === 'none' && proposal.failure !== null ? (
        <FailureNotice failure={proposal.failure} onBack={back} />
      ) : null}
      {suggestions.isPending ? <SuggestionsSkeleton /> : null}
      {suggestions.error === null ? null : (
        <FailureNotice
          failure={failureOf(suggestions.error)}
          failedAt={suggestions.errorUpdatedAt}
          onRetry={suggestions.refetch}
        />
      )}
      {suggested?.length === 0 ? (
        <p className="empty">
          {t(suggestions.data?.isPerson === true ? 'linking.nonePerson' : 'linking.none')}
        </p>
      ) : null}
      {suggested === undefined || suggested.length === 0 ? null : (
        <ul className="choices" aria-label={t('linking.suggestions')}>
          {suggested.map((suggestion) => (
            <Suggestion
              key={suggestion.customer.id}
              suggestion={suggestion}
              onChoose={onChoose}
              onNever={onNever}
            />
          ))}
        </ul>
      )}
      {canLink ? (
        <CustomerSearch
          searched={searched}
          found={search.data?.map(({ customer }) => customer).filter(({ id }) => !linked.has(id)) ?? null}
          busy={search.isFetching}
          onSearch={setSearched}
          onChoose={onChoose}
        />
      ) : null}
      <NeverLinks
        neverLinks={view.neverLinks}
        onTakeBack={isFree ? (customer) => propose(customer, 'allowLink') : undefined}
      />
      {search.error === null ? null : (
        <FailureNotice failure={failureOf(search.error)} onRetry={search.refetch} />
      )}
    </>
  );
}
