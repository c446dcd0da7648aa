import type { Failure } from '../../../failure.ts';
import type { Cursor, ErpId } from '../../../sync/ids.ts';
import type { CrmChanges, Dirty, ErpApi, LinkView, Prepared, Side } from '../../../sync/ports.ts';
import type { Mapping } from '../../../sync/rule.ts';
import type { RunReport } from '../../../sync/runState.ts';
import type { MappingPair } from '../../api/fieldMapping.ts';
import type { BrakeQuestion, ChangeCounts } from '../../api/sync/brake.ts';
import type { Dirty as LinkDirty } from '../../api/sync/link.ts';
import type * as api from '../../api/sync/prepare.ts';
import type { RunReport as ReportBody } from '../../api/sync/run.ts';
import { asAnswer } from './asAnswer.ts';
import { erpReading } from './erpReading.ts';
import { plannedSample } from './plannedSample.ts';
import type { SyncCalls } from './syncCalls.ts';

export interface ErpPortsOptions {
  /** Runs a question with the session's token; every failure passes through here once. */
  readonly use: <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;
  readonly org: string;
  readonly pair: MappingPair;
  /** `crmUser`: `system/org/user`; `browser`: this installation. null = none is asked for: one record costs few calls. */
  readonly lease: { readonly crmUser: string; readonly browser: string } | null;
  /** The rules of the pair as they hold; asked once per run. */
  readonly mapping: (calls: SyncCalls, signal: AbortSignal) => Promise<Mapping>;
  /** Hears of every question that was not answered. */
  readonly heed: (failure: Failure) => void;
  /** The brake has said no: a person is asked. */
  readonly braked: (question: BrakeQuestion) => void;
  /** Milliseconds that the run under way has been at work; null = it is no run, and tells of none. */
  readonly workedMs: (() => number) | null;
}

/** Rows that one report takes; the sentence of one may be this long. */
const REPORT_ROWS = 10_000;
const LONGEST_REASON = 2000;
/** Lines of a brake's sample. */
const MOST_SHOWN = 100;

/**
 * The ERP API as the engine's ports. Nothing of a question under way is aborted: what was sent may have taken effect, and only its
 * answer, or its time, tells.
 *
 * The engine's types and the contract's are the same shapes under two names: here alone one is taken for the other.
 */
export const erpPorts = ({
  use,
  org,
  pair,
  lease,
  mapping,
  heed,
  braked,
  workedMs,
}: ErpPortsOptions): { readonly erp: ErpApi; readonly erpRecords: Side<ErpId> } => {
  const { signal } = new AbortController();
  const ask = <T>(work: (calls: SyncCalls) => Promise<T>) => asAnswer(() => use(work), heed);
  return {
    erp: {
      changes: (cursor) =>
        ask(async (calls) => {
          const page = await calls.changes({ cursor, objects: ['link', pair.erpObject] }, signal);
          return {
            dirty: page.dirty.map(({ kind, id }) => ({ kind, id }) as Dirty),
            next: page.next as Cursor,
            more: page.more,
          };
        }),
      mapping: () => ask((calls) => mapping(calls, signal)),
      links: (dirty) =>
        ask(async (calls) => {
          const views = await calls.links(dirty as unknown as readonly LinkDirty[], { org, ...pair }, signal);
          const each = new Map(views.map((view) => [view.link.id, view]));
          return [...each.values()] as unknown as readonly LinkView[];
        }),
      prepare: (rows) =>
        ask(async (calls) => {
          const prepared = await calls.prepare(
            rows.map(told) as unknown as readonly api.PrepareRow[],
            signal,
          );
          return prepared as unknown as readonly Prepared[];
        }),
      commit: (rows) =>
        ask((calls) => calls.commit(rows.map(told) as unknown as readonly api.CommitRow[], signal)),
      repoint: (rows) => ask((calls) => calls.repoint(rows as unknown as readonly api.RepointRow[], signal)),
      lease: async () =>
        lease === null
          ? { kind: 'answered', value: 'granted' }
          : ask((calls) => calls.lease({ ...lease, object: pair.object }, signal)),
      brake: ({ run, counts, sample }) =>
        ask(async (calls) => {
          const shown = sample.flatMap(plannedSample).slice(0, MOST_SHOWN);
          const verdict = await calls.brake(
            { run, recordType: pair.erpObject, counts: counts as unknown as ChangeCounts, sample: shown },
            signal,
          );
          if (verdict.kind === 'go') return verdict;
          braked(verdict.question);
          return { kind: 'ask', reasons: verdict.question.reasons.map(({ message }) => message) };
        }),
      report: (report) =>
        ask(async (calls) => {
          const worked = workedMs === null ? {} : { workedMs: workedMs() };
          for (const body of reportBodies(report))
            await calls.report(report.id, { ...body, ...worked, recordType: pair.erpObject }, signal);
          return 'done' as const;
        }),
    },
    erpRecords: {
      capabilities: { locking: 'lock', history: false, stampMs: null },
      read: (ids) => ask(async (calls) => (await calls.records(ids, signal)).map(erpReading)),
      // Written inside `prepare`: the engine is told so (`erpInTransaction`), and never comes here.
      write: async () => ({ kind: 'notSent', reason: 'forbidden' }),
    },
  };
};

/** A row as the contract has it, where moments are texts. */
const told = <Row extends { readonly crmChanged?: CrmChanges }>(row: Row) =>
  row.crmChanged === undefined ? row : { ...row, crmChanged: toldChanges(row.crmChanged) };

const toldChanges = (changes: CrmChanges): api.CrmChanges =>
  Object.fromEntries(
    Object.entries(changes).map(([key, { of, at, by }]) => [key, { of, at: new Date(at).toISOString(), by }]),
  );

/** In parts where it is long, each made when its turn comes: rows are added to those told before, and only the last part ends the run. */
function* reportBodies({ trigger, rows, ending }: RunReport): Generator<ReportBody> {
  const parts = Math.max(1, Math.ceil(rows.length / REPORT_ROWS));
  for (let part = 0; part < parts; part++)
    yield {
      trigger,
      rows: rows.slice(part * REPORT_ROWS, (part + 1) * REPORT_ROWS).map(({ record, outcome, reason }) => ({
        link: record as unknown as ReportBody['rows'][number]['link'],
        outcome,
        reason: reason?.slice(0, LONGEST_REASON) ?? null,
      })),
      state: part === parts - 1 && ending !== 'braked' ? 'finished' : 'running',
      complete: ending !== 'silent',
    };
}
