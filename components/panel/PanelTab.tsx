import type { ReactNode, Ref } from 'react';
import { formatAsOf } from '../../lib/format/age.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from '../financials/Amount.tsx';
import { NotKnown } from '../financials/NotKnown.tsx';
import { totalOf } from '../financials/total.ts';
import { VerdictMark } from '../financials/VerdictMark.tsx';
import { VERDICT_WORD, worstOf } from '../financials/verdict.ts';
import { AmountBone } from './Skeletons.tsx';
import type { RecordState } from './useRecord.ts';
import { whoseFigures } from './whoseFigures.ts';

interface PanelTabProps {
  readonly record: Pick<RecordState, 'shown' | 'failure'>;
  /** Epoch ms. */
  readonly now: number;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  onOpen(): void;
}

/** The collapsed panel: verdict and AR balance at a glance, and how old they are. */
export function PanelTab({ record, now, buttonRef, onOpen }: PanelTabProps) {
  return (
    <button
      ref={buttonRef}
      type="button"
      className="tab"
      aria-expanded={false}
      title={t('panel.open')}
      onClick={onOpen}
    >
      <TabContent record={record} now={now} />
    </button>
  );
}

function TabContent({ record: { shown, failure }, now }: Pick<PanelTabProps, 'record' | 'now'>) {
  const customers = shown === null ? [] : whoseFigures(shown.value.view);
  if (shown !== null && customers.length === 0)
    return <span className="tab-word">{t(shown.value.canLink ? 'linking.title' : 'match.none')}</span>;
  if (shown === null)
    return failure === null ? (
      <TabBalance>
        <AmountBone />
      </TabBalance>
    ) : (
      <>
        <span className="tab-word">{t('panel.notice')}</span>
        <TabBalance>
          <NotKnown />
        </TabBalance>
      </>
    );
  const level = worstOf(customers.map(({ verdict }) => verdict.level));
  const total = totalOf(customers);
  return (
    <>
      <span className="tab-word" data-level={level}>
        <VerdictMark level={level} />
        {t(VERDICT_WORD[level])}
      </span>
      <TabBalance>
        {total === null ? (
          <NotKnown />
        ) : (
          <Amount amount={total.company.arBalance} currency={total.company.currency} />
        )}
      </TabBalance>{' '}
      <time className="tab-note" dateTime={new Date(shown.fetchedAt).toISOString()}>
        {formatAsOf(shown.fetchedAt, now)}
      </time>
      {failure === null ? null : (
        <>
          {' '}
          <span className="tab-note">{t('panel.stale')}</span>
        </>
      )}
    </>
  );
}

const TabBalance = ({ children }: { children: ReactNode }) => (
  <>
    {' '}
    <span className="tab-label">{t('figure.arBalance')}</span>{' '}
    <strong className="tab-value">{children}</strong>
  </>
);
