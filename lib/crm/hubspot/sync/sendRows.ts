import type { Answer } from '../../../sync/ports.ts';
import { batchAnswer, type Row } from './batchAnswer.ts';
import type { Reply } from './door.ts';
import { BATCH_ROWS, inParts, type ObjectContext } from './objectContext.ts';
import type { HubspotError } from './refusedBy.ts';

/** Requests of one write leave within this time. */
export const SENDS_WITHIN_MS = 20_000;
/** An object type is locked after very many writes; HubSpot asks for two seconds before the next. */
const LOCKED_MS = 2_000;
/** Two poison rows in a hundred are found with less; where it is the whole batch that the portal minds, halving finds nobody. */
const MOST_REQUESTS = 40;

/** How rows of one kind are written, and what an answer means for one of them. */
export interface Sending<R, O> {
  readonly send: (rows: readonly Traced<R>[], notAfter: number) => Promise<Reply>;
  /** By `trace`; a row that is not among them, or null, is one that nobody knows about. null = the answer is none. */
  readonly hear: (rows: readonly Traced<R>[], body: unknown) => ReadonlyMap<string, O | null> | null;
  /** The portal refused this very row. `status`: of the whole answer, where it was refused alone. */
  readonly refused: (row: R, error: HubspotError | null, status: number | null) => O;
  /** Certainly without effect, for no reason of its own: it came too late, or others are in the way. null = not to be told from unknown. */
  readonly unsent: O | null;
}
/** `trace` comes back with the row's own part of the answer. */
export interface Traced<R> {
  readonly row: R;
  readonly trace: string;
}

/** By the place of the row; null = nobody knows whether it was written. */
type Outcomes<O> = Map<number, O | null>;
interface Run<R, O> extends Sending<R, O> {
  readonly context: ObjectContext;
  readonly notAfter: number;
  readonly outcomes: Outcomes<O>;
  /** What ended the sending: the rows after it are left unsent. */
  silence: Exclude<Answer<never>, { kind: 'answered' }> | null;
  settled: boolean;
  /** For the batch at hand and its halves. */
  requests: number;
}

/**
 * Writes rows in batches of a hundred, one after another. A batch that is refused as a whole is halved until the rows are found
 * that it was refused for, so that they alone are. One outcome per row in the rows' order; a row that nobody knows about has none.
 */
export const sendRows = async <R, O>(
  context: ObjectContext,
  rows: readonly R[],
  sending: Sending<R, O>,
): Promise<Answer<readonly O[]>> => {
  const run: Run<R, O> = {
    ...sending,
    context,
    notAfter: context.clock.elapsed() + SENDS_WITHIN_MS,
    outcomes: new Map(),
    silence: null,
    settled: false,
    requests: 0,
  };
  const traced = rows.map((row, place) => ({ row, trace: String(place) }));
  for (const part of inParts(traced, BATCH_ROWS)) {
    run.requests = 0;
    await sendPart(run, part);
  }
  if (run.silence !== null && !run.settled) return run.silence;
  // Places without an outcome stay empty: an answer with a row too few, as the port has it.
  const value: O[] = [];
  value.length = rows.length;
  for (const [place, outcome] of run.outcomes) if (outcome !== null) value[place] = outcome;
  return { kind: 'answered', value };
};

const sendPart = async <R, O>(run: Run<R, O>, part: readonly Traced<R>[]): Promise<void> => {
  const all = (outcome: O | null) => {
    for (const { trace } of part) run.outcomes.set(Number(trace), outcome);
  };
  if (run.silence !== null || run.requests >= MOST_REQUESTS) return all(run.unsent);
  run.requests += 1;
  const reply = await run.send(part, run.notAfter);
  switch (reply.kind) {
    case 'lost':
      run.silence = reply;
      return all(null);
    case 'notSent':
      run.silence = reply;
      return all(run.unsent);
    case 'answered':
      hear(run, part, reply.body);
      return;
    case 'refused':
      run.settled = true;
      return refusal(run, part, reply);
  }
};

const refusal = async <R, O>(
  run: Run<R, O>,
  part: readonly Traced<R>[],
  { status, error }: Extract<Reply, { kind: 'refused' }>,
): Promise<void> => {
  if (status === 423) {
    await run.context.clock.wait(LOCKED_MS);
    for (const { trace } of part) run.outcomes.set(Number(trace), run.unsent);
    return;
  }
  // A missing right is missing for all of them; anything else may be one row's fault.
  const isShared = status === 403 || part.length === 1;
  if (isShared) {
    for (const { row, trace } of part) run.outcomes.set(Number(trace), run.refused(row, error, status));
    return;
  }
  for (const half of inParts(part, Math.ceil(part.length / 2))) await sendPart(run, half);
};

const hear = <R, O>(run: Run<R, O>, part: readonly Traced<R>[], body: unknown): void => {
  const heard = run.hear(part, body);
  if (heard === null) run.silence = { kind: 'lost' };
  else run.settled = true;
  for (const { trace } of part) run.outcomes.set(Number(trace), heard?.get(trace) ?? null);
};

export interface Hearing<R, O> extends Pick<Sending<R, O>, 'refused' | 'unsent'> {
  readonly written: (row: R, result: Row) => O;
  /** Whether the result is the row's, where it carries no trace. */
  readonly isOf: (row: R, result: Row) => boolean;
}

/** What a batch answer says row by row. 2xx is not success: a row that it names nowhere may have been written or not. */
export const hearRows = <R, O>(
  rows: readonly Traced<R>[],
  body: unknown,
  { written, isOf, refused, unsent }: Hearing<R, O>,
): ReadonlyMap<string, O | null> | null => {
  const read = batchAnswer.safeParse(body);
  if (!read.success) return null;
  const { results, errors } = read.data;
  const traced = new Map(results.map((result) => [result.objectWriteTraceId, result]));
  const untraced = results.filter(({ objectWriteTraceId }) => !objectWriteTraceId);
  const outcomeOf = ({ row, trace }: Traced<R>): O | null => {
    const result = traced.get(trace) ?? untraced.find((each) => isOf(row, each));
    if (result !== undefined) return written(row, result);
    const error = errors.find(({ context }) => context?.objectWriteTraceId?.includes(trace));
    if (error === undefined || IN_DOUBT.test(error.category ?? '')) return null;
    return BUSY.test(error.category ?? '') ? unsent : refused(row, error, null);
  };
  return new Map(rows.map((each) => [each.trace, outcomeOf(each)]));
};

const BUSY = /RATE_LIMIT|LOCKED/;
const IN_DOUBT = /INTERNAL|TIMEOUT/;
