import { useCallback, useEffect, useId, useState } from 'react';
import type { MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import { t } from '../../lib/i18n.ts';
import type { MappingPairView, MappingView } from '../../lib/messaging/mappingMessages.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { MappingEditor } from './MappingEditor.tsx';
import styles from './MappingSection.module.css';
import { MappingSkeleton } from './MappingSkeleton.tsx';
import { PairPicker } from './PairPicker.tsx';
import { pairId } from './pairNames.ts';
import type { MappingPort } from './port.ts';
import { usePairs, useSaving, useView } from './useMappings.ts';
import { begun, isChanged, onTop, type Work } from './work.ts';

interface MappingSectionProps {
  readonly port: MappingPort;
  /** Leads to where a sign-in is renewed or made. */
  readonly onOpenConnections: () => void;
}

/** What somebody has begun, by pair: going to another pair and back loses nothing. */
type Works = Readonly<Record<string, Work>>;

/** Which field of the ERP goes with which field of the CRM. */
export function MappingSection({ port, onOpenConnections }: MappingSectionProps) {
  const heading = useId();
  const pairs = usePairs(port);
  const [chosen, setChosen] = useState<MappingPair | null>(null);
  const [works, setWorks] = useState<Works>({});
  // A pair of a CRM that was left meanwhile is not there any more; what was begun on it waits.
  const isThere = pairs.data?.some((each) => chosen !== null && pairId(each.pair) === pairId(chosen));
  const pair = isThere === true ? chosen : (pairs.data?.[0]?.pair ?? null);
  useLeaveWarning(Object.keys(works).length > 0);
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <header className={styles.header}>
        <h2 className={styles.title} id={heading}>
          {t('mapping.title')}
        </h2>
        <p className={styles.intro}>{t('mapping.intro')}</p>
      </header>
      {pairs.failure !== null && (
        <FailureNotice
          failure={pairs.failure}
          busy={pairs.isFetching}
          onRetry={pairs.retry}
          onReconnect={onOpenConnections}
          onOpenSettings={onOpenConnections}
        />
      )}
      {pairs.data === undefined && pairs.failure === null && <MappingSkeleton />}
      {pairs.data?.length === 0 && (
        <EmptyState title={t('crm.empty.title')} text={t('mapping.empty.noCrm')} />
      )}
      {pair !== null && pairs.data !== undefined && (
        <>
          <PairPicker
            pairs={pairs.data}
            chosen={pair}
            begun={new Set(Object.keys(works))}
            onChoose={setChosen}
          />
          <PairMapping
            key={pairId(pair)}
            port={port}
            pair={pair}
            work={works[pairId(pair)] ?? null}
            setWorks={setWorks}
            onOpenConnections={onOpenConnections}
          />
        </>
      )}
    </section>
  );
}

interface PairMappingProps extends MappingSectionProps {
  readonly pair: MappingPairView['pair'];
  readonly work: Work | null;
  readonly setWorks: (change: (works: Works) => Works) => void;
}

const without = (works: Works, id: string): Works =>
  Object.fromEntries(Object.entries(works).filter(([each]) => each !== id));

function PairMapping({ port, pair, work, setWorks, onOpenConnections }: PairMappingProps) {
  const id = pairId(pair);
  const { data: view, failure, isFetching, retry } = useView(port, pair);
  const discard = useCallback(() => setWorks((works) => without(works, id)), [setWorks, id]);
  const edit = useCallback(
    (from: MappingView, change: (work: Work) => Work) =>
      setWorks((works) => {
        const held = works[id] ?? begun(from);
        // What the ERP API has already is nobody's own any more, whichever version it was begun on.
        const next = change(isChanged(held, from) ? held : onTop(held, from));
        // What was typed and taken back again is no work any more.
        return isChanged(next, from) ? { ...works, [id]: next } : without(works, id);
      }),
    [setWorks, id],
  );
  const onSaved = useCallback(
    (saved: MappingView) =>
      // What somebody typed while it was being saved is theirs, on top of what was saved.
      setWorks((works) => {
        const held = works[id];
        return held === undefined || !isChanged(held, saved)
          ? without(works, id)
          : { ...works, [id]: onTop(held, saved) };
      }),
    [setWorks, id],
  );
  const saving = useSaving(port, pair, onSaved);
  const onWork = useCallback(
    (change: (work: Work) => Work) => {
      if (view !== undefined) edit(view, change);
    },
    [edit, view],
  );
  return (
    <>
      {failure !== null && (
        <FailureNotice
          failure={failure}
          busy={isFetching}
          onRetry={retry}
          onReconnect={onOpenConnections}
          onOpenSettings={onOpenConnections}
        />
      )}
      {view === undefined ? (
        failure === null && <MappingSkeleton />
      ) : (
        <MappingEditor
          view={view}
          work={work ?? begun(view)}
          onWork={onWork}
          onDiscard={discard}
          saving={saving}
        />
      )}
    </>
  );
}

/** The browser asks before a page with unsaved rules is closed. */
const useLeaveWarning = (isUnsaved: boolean): void => {
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
};
