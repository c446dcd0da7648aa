import { t } from '../../lib/i18n.ts';
import type { FoundCustomer } from '../../lib/messaging/protocol.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { FoundCustomerRow } from './FoundCustomerRow.tsx';
import styles from './SearchResults.module.css';

interface SearchResultsProps {
  readonly results: readonly FoundCustomer[] | null;
  readonly searching: boolean;
  readonly onOpen: (url: string) => void;
}

/** Earlier results stay, paler, while the next are on their way: a list that blinks at each key cannot be read. */
export function SearchResults({ results, searching, onOpen }: SearchResultsProps) {
  if (results === null)
    return searching ? (
      <div className={styles.waiting}>
        <Skeleton width="60%" />
        <Skeleton width="35%" height={12} />
        <Skeleton width="50%" />
        <Skeleton width="30%" height={12} />
      </div>
    ) : null;
  if (results.length === 0)
    return (
      <div className={styles.none}>
        <p className={styles.noneTitle}>{t('search.none')}</p>
        <p>{t('search.noneHint')}</p>
      </div>
    );
  return (
    <ul className={styles.results} aria-label={t('search.results')} data-earlier={searching || undefined}>
      {results.map((found) => (
        <FoundCustomerRow key={found.customer.id} found={found} onOpen={onOpen} />
      ))}
    </ul>
  );
}
