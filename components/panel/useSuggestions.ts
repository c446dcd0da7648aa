import type { RecordPage } from '../../lib/crm/port.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import { usePort } from './port.ts';
import { useQuery } from './queries/useQuery.ts';

/** ERP customers that this record's company may be, best first. Two callers on one record share one question. */
export const useSuggestions = (page: RecordPage, company: string | undefined, enabled: boolean) => {
  const port = usePort();
  return useQuery({
    queryKey: ['record.suggestions', recordKey(page.record), company ?? null],
    enabled,
    queryFn: ({ signal }) =>
      port.send(
        'record.suggestions',
        { page, requestId: crypto.randomUUID(), ...(company === undefined ? {} : { company }) },
        signal,
      ),
  });
};
