import type { Answer } from '../../../sync/ports.ts';
import { askComposite, type Subanswer, type Subrequest } from './composite.ts';
import type { ObjectContext } from './objectContext.ts';
import { fieldsNamed, type SalesforceError } from './refusedBy.ts';

interface Sendable {
  readonly json: Readonly<Record<string, unknown>>;
}

/** How a part of the rows becomes one composite, and what its answers say of each row. */
export interface Sending<Row extends Sendable, Outcome> {
  /** Rows of one composite. */
  readonly most: number;
  requests(rows: readonly Row[]): readonly Subrequest[];
  /** The API would not even look at the rows, because of one of them; null = it did. */
  refusedWhole(answers: readonly (Subanswer | undefined)[]): readonly SalesforceError[] | null;
  /** In the order of the rows; undefined = nobody knows. */
  outcomes(
    rows: readonly Row[],
    answers: readonly (Subanswer | undefined)[],
  ): readonly (Outcome | undefined)[];
  /** A row that made the API refuse all that were sent with it. */
  refusedAlone(row: Row, errors: readonly SalesforceError[]): Outcome;
}

export interface Sent<Row, Outcome> {
  /** Rows that are not in it were certainly not sent; undefined = sent, and nobody knows what became of it. */
  readonly outcomes: ReadonlyMap<Row, Outcome | undefined>;
  /** Why it stopped before the end. */
  readonly stopped: Exclude<Answer<never>, { kind: 'answered' }> | null;
}

/** Status of a whole answer that one bad row can bring about: not understood, too large. */
const BY_ONE_ROW: readonly number[] = [400, 413, 414];

/**
 * Sends rows part by part, and stops at the first part that was not answered: what comes after it has certainly not been sent. A
 * part that is refused as a whole goes on without the row that it is about, which is found by its field or by halving.
 */
export const sendParts = async <Row extends Sendable, Outcome>(
  { door, signal }: Pick<ObjectContext, 'door' | 'signal'>,
  rows: readonly Row[],
  sending: Sending<Row, Outcome>,
  notAfter: number,
): Promise<Sent<Row, Outcome>> => {
  const outcomes = new Map<Row, Outcome | undefined>();
  const waiting = [...rows];
  let most = sending.most;
  while (waiting.length > 0) {
    const part = waiting.splice(0, most);
    const reply = await askComposite(door, sending.requests(part), signal, notAfter);
    if (reply.kind === 'lost') for (const row of part) outcomes.set(row, undefined);
    if (reply.kind === 'lost' || reply.kind === 'notSent') return { outcomes, stopped: reply };
    if (reply.kind === 'refused' && !BY_ONE_ROW.includes(reply.status))
      return { outcomes, stopped: { kind: 'notSent', reason: 'forbidden' } };
    const errors = reply.kind === 'refused' ? reply.errors : sending.refusedWhole(reply.answers);
    if (errors !== null) {
      const bad = part.length === 1 ? part : namedIn(errors, part);
      for (const row of bad) outcomes.set(row, sending.refusedAlone(row, errors));
      waiting.unshift(...part.filter((row) => !bad.includes(row)));
      most = bad.length > 0 ? sending.most : Math.ceil(part.length / 2);
    } else if (reply.kind === 'answered') {
      const known = sending.outcomes(part, reply.answers);
      for (const [place, row] of part.entries()) outcomes.set(row, known[place]);
    }
  }
  return { outcomes, stopped: null };
};

/** Rows with a field that the org does not know: each of them would be refused. */
const namedIn = <Row extends Sendable>(
  errors: readonly SalesforceError[],
  rows: readonly Row[],
): readonly Row[] => {
  const unknown = errors.filter(({ code }) => code === 'INVALID_FIELD');
  const named = new Set(fieldsNamed(unknown).map((name) => name.toLowerCase()));
  return rows.filter(({ json }) => Object.keys(json).some((name) => named.has(name.toLowerCase())));
};
