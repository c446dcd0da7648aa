import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '../../components/search/useSettled.ts';
import { failureOf } from '../../components/ui/failure.ts';
import { send } from '../../lib/messaging/send.ts';

const PAUSE_MS = 200;

/** What is typed, and what the ERP finds for it. A newer query cancels the one before, in the worker too. */
export const useCustomerSearch = () => {
  const [query, onQuery] = useState('');
  const wanted = query.trim();
  const { settled, settleNow } = useSettled(wanted, PAUSE_MS);
  const search = useQuery({
    queryKey: ['customers.search', settled],
    queryFn: ({ signal }) =>
      send('customers.search', { query: settled, requestId: crypto.randomUUID() }, signal),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    // Figures are not shown here; a customer's name and links may well be a minute old.
    staleTime: 60_000,
  });
  const isCurrent = wanted === settled;
  return {
    query,
    onQuery,
    results: wanted === '' ? null : (search.data ?? null),
    searching: wanted !== '' && (!isCurrent || search.isFetching),
    failure: isCurrent && wanted !== '' ? failureOf(search.error) : null,
    onSearch: () => {
      if (!isCurrent) settleNow();
      else if (wanted !== '') void search.refetch();
    },
  };
};
