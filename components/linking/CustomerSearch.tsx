import { type FormEvent, useId, useState } from 'react';
import type { CustomerSummary } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { CustomerChoice } from './CustomerChoice.tsx';

interface CustomerSearchProps {
  /** null = nothing was searched yet, or the answer is still on its way. */
  readonly found: readonly CustomerSummary[] | null;
  /** What `found` answers. */
  readonly searched: string;
  readonly busy: boolean;
  onSearch(query: string): void;
  readonly onChoose: ((customer: string) => void) | undefined;
}

/** For when no suggestion fits. Searches on submit, so that typing costs the ERP nothing. */
export function CustomerSearch({ found, searched, busy, onSearch, onChoose }: CustomerSearchProps) {
  const [query, setQuery] = useState('');
  const id = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (query.trim() !== '') onSearch(query.trim());
  };
  return (
    <div className="block">
      <form className="search" onSubmit={onSubmit} aria-busy={busy}>
        <label htmlFor={id}>{t('linking.search')}</label>
        <div className="search-row">
          <input
            id={id}
            className="filter"
            type="search"
            value={query}
            placeholder={t('linking.searchHint')}
            onChange={(event) => setQuery(event.target.value)}
          />
          <button type="submit" className="button">
            {t('linking.searchAction')}
          </button>
        </div>
      </form>
      {found === null ? null : found.length === 0 ? (
        <p className="empty" role="status">
          {t('linking.noResults', [searched])}
        </p>
      ) : (
        <ul className="choices" aria-label={t('linking.results')}>
          {found.map((customer) => (
            <CustomerChoice key={customer.id} customer={customer} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </div>
  );
}
