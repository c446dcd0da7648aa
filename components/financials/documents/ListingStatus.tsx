import { formatInstant } from '../../../lib/format/date.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import { failureText, wayOn } from '../../ui/failure.ts';
import type { Listing } from './listing.ts';

interface ListingStatusProps {
  readonly listing: Pick<
    Listing<unknown>,
    'rows' | 'here' | 'furtherAt' | 'count' | 'isComplete' | 'asking' | 'failure' | 'more'
  >;
  /** Rows are sorted or filtered: that covers only what is here. */
  readonly isPartial: boolean;
  readonly isLoadingAll: boolean;
  onLoadAll(wanted: boolean): void;
}

/** How much of a list is here, and the way to the rest. Nothing where all of it is. */
export function ListingStatus({ listing, isPartial, isLoadingAll, onLoadAll }: ListingStatusProps) {
  const { rows, count, isComplete, asking, failure, more } = listing;
  if (isComplete)
    return listing.furtherAt === undefined ? null : (
      <p className="list-status">{t('documents.furtherAt', [formatInstant(listing.furtherAt)])}</p>
    );
  if (failure !== null)
    return (
      <p className="list-status" role="status">
        {failureText(failure)}{' '}
        {['retry', 'wait'].includes(wayOn(failure)) ? (
          <button type="button" className="link-button" onClick={more}>
            {t('action.retry')}
          </button>
        ) : null}
      </p>
    );
  const here = formatDecimal(listing.here ?? rows.length);
  const all = count === null ? null : formatDecimal(count);
  if (all === null)
    return (
      <p className="list-status" role="status">
        {asking ? t('documents.loading') : null}
      </p>
    );
  return (
    <p className="list-status" role="status">
      {isLoadingAll
        ? t('documents.loadingAll', [here, all])
        : t(isPartial ? 'documents.partial' : 'documents.newest', [here, all])}{' '}
      {isLoadingAll ? (
        <button type="button" className="link-button" onClick={() => onLoadAll(false)}>
          {t('documents.stopLoading')}
        </button>
      ) : (
        <button type="button" className="link-button" onClick={() => onLoadAll(true)}>
          {t('documents.loadAll', [all])}
        </button>
      )}
    </p>
  );
}
