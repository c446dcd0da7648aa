import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import type { FoundCustomer } from '../../lib/messaging/protocol.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { arrowFocus } from './arrowFocus.ts';
import styles from './CustomerSearch.module.css';
import { SearchResults } from './SearchResults.tsx';

interface CustomerSearchProps {
  /** The field, for a key that leads to it. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Latest results, possibly of an earlier query while `searching`; null = nothing has been searched for. */
  readonly results: readonly FoundCustomer[] | null;
  readonly searching: boolean;
  readonly failure: Failure | null;
  /** Search now: Enter, or another try. */
  readonly onSearch: () => void;
  readonly onOpen: (url: string) => void;
  readonly onOpenSettings: () => void;
}

/**
 * A search field that has the focus from the start, and its results. Arrow down goes into the results, the arrows move among
 * them, Enter opens, Escape comes back, and out of an empty field. Enter in the field goes to the first result, so Enter twice opens it: never once, with
 * a customer that a person has not yet read.
 */
export function CustomerSearch(props: CustomerSearchProps) {
  const { field, query, onQuery, results, searching, failure, onSearch, onOpen, onOpenSettings } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.focus(), [field]);

  const rows = () =>
    [...(list.current?.querySelectorAll('li') ?? [])]
      .map((row) => [...row.querySelectorAll('button')])
      .filter((buttons) => buttons.length > 0);

  const onKeyDown = (event: KeyboardEvent) => {
    const inField = event.target === field.current;
    if (event.key === 'Escape' && (!inField || query === '')) {
      event.preventDefault();
      // Out of an empty field, to where single keys do something; the next Escape closes the popup.
      if (inField) field.current?.blur();
      else field.current?.focus();
      return;
    }
    const from = event.target instanceof HTMLButtonElement ? event.target : null;
    const rightToLeft = document.documentElement.dir === 'rtl';
    const to = arrowFocus(rows(), from, event.key, rightToLeft);
    if (to === undefined) return;
    event.preventDefault();
    (to ?? field.current)?.focus();
  };

  const first = () => rows()[0]?.[0];
  return (
    <search className={styles.search} onKeyDown={onKeyDown}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (results !== null && !searching && !failure) first()?.focus();
          else onSearch();
        }}
      >
        <input
          ref={field}
          className={styles.field}
          type="search"
          aria-label={t('search.label')}
          aria-keyshortcuts="/"
          placeholder={t('search.placeholder')}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
      </form>
      <p className={styles.announcement} role="status">
        {announcement(results, searching, failure)}
      </p>
      <div ref={list} aria-busy={searching}>
        {failure ? (
          <div className={styles.failure}>
            <FailureNotice
              failure={failure}
              busy={searching}
              onRetry={onSearch}
              onReconnect={onOpenSettings}
              onOpenSettings={onOpenSettings}
            />
          </div>
        ) : (
          <SearchResults results={results} searching={searching} onOpen={onOpen} />
        )}
      </div>
    </search>
  );
}

const announcement = (
  results: CustomerSearchProps['results'],
  searching: boolean,
  failure: Failure | null,
): string => {
  if (searching) return t('search.searching');
  if (failure || results === null) return '';
  return results.length === 0
    ? t('search.none')
    : t('search.found', [String(results.length)], results.length);
};
