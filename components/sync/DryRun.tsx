import { useId, useState } from 'react';
import type { Failure } from '../../lib/failure.ts';
import { formatAge } from '../../lib/format/age.ts';
import { displayLocale } from '../../lib/format/locale.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ChangeCause, DryRunPage, PlannedChange } from '../../lib/messaging/syncMessages.ts';
import { useNow } from '../panel/useNow.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { ChangeList } from './ChangeList.tsx';
import styles from './DryRun.module.css';
import { PlanCounts } from './PlanCounts.tsx';

interface DryRunProps {
  /** null = nothing was tried yet, or it is still being planned. */
  readonly counts: DryRunPage['counts'] | null;
  /** Epoch ms; null = as above. */
  readonly plannedAt: number | null;
  readonly changes: readonly PlannedChange[];
  readonly isPlanning: boolean;
  readonly failure: Failure | null;
  readonly onTry: () => void;
  readonly onCancel: () => void;
  /** Absent where these are all. */
  readonly onMore: (() => void) | undefined;
  readonly isFetchingMore: boolean;
}

/** What a sync would change, each change with its cause; nothing is written. */
export function DryRun(props: DryRunProps) {
  const now = useNow(60_000);
  const { counts, plannedAt, changes, isPlanning, failure, onTry, onCancel, onMore, isFetchingMore } = props;
  return (
    <>
      <div className={styles.actions}>
        <Button busy={isPlanning} onClick={onTry}>
          {t(isPlanning ? 'dryRun.planning' : counts === null ? 'dryRun.try' : 'dryRun.again')}
        </Button>
        {isPlanning ? (
          <Button look="quiet" onClick={onCancel}>
            {t('sync.cancel')}
          </Button>
        ) : null}
      </div>
      {failure === null ? null : <FailureNotice failure={failure} busy={isPlanning} onRetry={onTry} />}
      <div role="status">
        {counts === null ? null : (
          <>
            <p className={styles.seen}>
              {[
                t('dryRun.seen', [formatDecimal(counts.seen)], counts.seen),
                plannedAt === null ? null : t('dryRun.plannedAt', [formatAge(plannedAt, now)]),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
            <PlanCounts counts={counts} />
          </>
        )}
      </div>
      {changes.length === 0 ? null : (
        <FilteredChanges changes={changes} onMore={onMore} isFetchingMore={isFetchingMore} />
      )}
    </>
  );
}

const KINDS = ['create', 'update', 'clear', 'archive'] as const;

/** Alike stay as they were planned. */
const ORDERS = {
  plan: () => 0,
  record: (one, other) => titleOf(one).localeCompare(titleOf(other), displayLocale()),
  kind: (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
} as const satisfies Record<string, (one: PlannedChange, other: PlannedChange) => number>;
type Order = keyof typeof ORDERS;
const ORDER_NAMES = ['plan', 'record', 'kind'] as const satisfies readonly Order[];

const titleOf = ({ recordName, crm, erp }: PlannedChange): string => recordName ?? crm ?? erp ?? '';

function FilteredChanges({
  changes,
  onMore,
  isFetchingMore,
}: Pick<DryRunProps, 'changes' | 'onMore' | 'isFetchingMore'>) {
  const [kind, setKind] = useState<PlannedChange['kind'] | ''>('');
  const [cause, setCause] = useState<ChangeCause | ''>('');
  const [order, setOrder] = useState<Order>('plan');
  const [text, setText] = useState('');
  const ids = useId();
  const causes = [...new Set(changes.map((change) => change.cause))];
  const wanted = text.trim().toLowerCase();
  const shown = changes.filter(
    (change) =>
      (kind === '' || change.kind === kind) &&
      (cause === '' || change.cause === cause) &&
      [change.recordName, change.crm, change.erp, change.label, change.field].some((part) =>
        (part ?? '').toLowerCase().includes(wanted),
      ),
  );
  return (
    <div>
      <search className={styles.filters}>
        <label htmlFor={`${ids}-text`}>
          {t('dryRun.filter')}
          <input
            id={`${ids}-text`}
            className={styles.field}
            type="search"
            placeholder={t('dryRun.filterHint')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label htmlFor={`${ids}-kind`}>
          {t('dryRun.kind')}
          <select
            id={`${ids}-kind`}
            className={styles.field}
            value={kind}
            onChange={(event) => setKind(KINDS.find((known) => known === event.target.value) ?? '')}
          >
            <option value="">{t('dryRun.all')}</option>
            {KINDS.map((known) => (
              <option key={known} value={known}>
                {t(`dryRun.kind.${known}`)}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={`${ids}-cause`}>
          {t('dryRun.cause')}
          <select
            id={`${ids}-cause`}
            className={styles.field}
            value={cause}
            onChange={(event) => setCause(causes.find((known) => known === event.target.value) ?? '')}
          >
            <option value="">{t('dryRun.all')}</option>
            {causes.map((known) => (
              <option key={known} value={known}>
                {t(`sync.cause.${known}`)}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={`${ids}-order`}>
          {t('dryRun.order')}
          <select
            id={`${ids}-order`}
            className={styles.field}
            value={order}
            onChange={(event) =>
              setOrder(ORDER_NAMES.find((known) => known === event.target.value) ?? 'plan')
            }
          >
            {ORDER_NAMES.map((known) => (
              <option key={known} value={known}>
                {t(`dryRun.order.${known}`)}
              </option>
            ))}
          </select>
        </label>
      </search>
      <p className={styles.count} role="status">
        {t('dryRun.shown', [formatDecimal(shown.length), formatDecimal(changes.length)], changes.length)}
      </p>
      <ChangeList changes={shown.toSorted(ORDERS[order])} label={t('dryRun.changes')} />
      {onMore === undefined ? null : (
        <p className={styles.actions}>
          <Button busy={isFetchingMore} onClick={onMore}>
            {t(isFetchingMore ? 'conflict.loadingMore' : 'conflict.more')}
          </Button>
        </p>
      )}
    </div>
  );
}
