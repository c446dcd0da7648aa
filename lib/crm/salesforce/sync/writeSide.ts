import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer, Side, WriteOutcome } from '../../../sync/ports.ts';
import { collectionRefused, collectionRows } from './collectionAnswer.ts';
import { COLLECTION_ROWS, MOST_SUBREQUESTS, type Subanswer, type Subrequest } from './composite.ts';
import type { ObjectContext } from './objectContext.ts';
import { inOrder, type RowAnswer, refusalOf } from './outcomes.ts';
import { readBackIn, readBackOf, storedOf } from './readBack.ts';
import { errorsOf } from './refusedBy.ts';
import { type Sending, type Sent, sendParts } from './sendParts.ts';
import { httpDate } from './serverTime.ts';
import { type Outgoing, outgoing } from './writeRow.ts';

/** All requests of one write leave within this: the ERP API holds an intent for 90 s, and the last request needs time to end. */
export const SENDS_WITHIN_MS = 20_000;

type Outcome = WriteOutcome<CrmId>;
const STALE: Outcome = { kind: 'stale' };

/**
 * Rows that name the version they replace go as subrequests of their own, 24 to a composite with their reading back behind them:
 * only there a row can have its own condition (that a subrequest takes the header is documented, and not confirmed by a capture).
 * Rows without one go as a collection.
 */
export const writeSide =
  (context: ObjectContext): Side<CrmId>['write'] =>
  async (rows) => {
    const notAfter = context.elapsed() + SENDS_WITHIN_MS;
    const made = rows.map((row, place) => outgoing(context, row, place));
    const fit = made.filter((row) => 'place' in row);
    const isApart = ({ expected, patch }: Outgoing) => expected !== null || patch === null;
    const apart = await sendParts(context, fit.filter(isApart), oneByOne(context), notAfter);
    const rest = fit.filter((row) => !isApart(row));
    const together =
      apart.stopped === null
        ? await sendParts(context, rest, asCollection(context), notAfter)
        : { outcomes: new Map(), stopped: apart.stopped };
    const sent = new Map([...apart.outcomes, ...together.outcomes]);
    return answerOf(made, { outcomes: sent, stopped: together.stopped });
  };

const answerOf = (
  made: readonly (Outgoing | Outcome)[],
  { outcomes, stopped }: Sent<Outgoing, Outcome>,
): Answer<readonly Outcome[]> => {
  if (stopped?.kind === 'notSent' && outcomes.size === 0) return stopped;
  return inOrder(
    made.map((row) => {
      if (!('place' in row)) return row;
      return outcomes.has(row) ? outcomes.get(row) : STALE;
    }),
  );
};

const pathOf = ({ described }: ObjectContext): string => `/sobjects/${described.name}`;

const oneByOne = (context: ObjectContext): Sending<Outgoing, Outcome> => ({
  most: MOST_SUBREQUESTS - 1,
  requests: (rows) => [
    ...rows.map(
      ({ id, patch, json, expected }): Subrequest => ({
        method: patch === null ? 'DELETE' : 'PATCH',
        path: `${pathOf(context)}/${id}`,
        ...(expected === null ? {} : { headers: { 'If-Unmodified-Since': httpDate(expected) } }),
        ...(patch === null ? {} : { body: json }),
      }),
    ),
    ...readBackOf(context, rows),
  ],
  refusedWhole: () => null,
  outcomes: (rows, answers) =>
    outcomesOf(
      context,
      rows,
      rows.map((row, place) => single(row, answers[place])),
      answers[rows.length],
    ),
  refusedAlone: (row, errors) => refused(context, row, { kind: 'failed', status: 400, errors }),
});

const single = ({ id }: Outgoing, answer: Subanswer | undefined): RowAnswer => {
  if (answer === undefined || answer.status >= 500) return undefined;
  if (answer.status < 300) return { kind: 'done', id };
  return { kind: 'failed', status: answer.status, errors: errorsOf(answer.body) };
};

const asCollection = (context: ObjectContext): Sending<Outgoing, Outcome> => ({
  most: COLLECTION_ROWS,
  requests: (rows) => [
    {
      method: 'PATCH',
      path: '/composite/sobjects',
      body: {
        allOrNone: false,
        records: rows.map(({ id, json }) => ({
          attributes: { type: context.described.name },
          Id: id,
          ...json,
        })),
      },
    },
    ...readBackOf(context, rows),
  ],
  refusedWhole: (answers) => collectionRefused(answers[0]),
  outcomes: (rows, answers) => outcomesOf(context, rows, collectionRows(answers[0], rows.length), answers[1]),
  refusedAlone: (row, errors) => refused(context, row, { kind: 'failed', status: 400, errors }),
});

const outcomesOf = (
  context: ObjectContext,
  rows: readonly Outgoing[],
  answers: readonly RowAnswer[],
  backAnswer: Subanswer | undefined,
): readonly (Outcome | undefined)[] => {
  const back = readBackIn(backAnswer);
  return rows.map((row, place): Outcome | undefined => {
    const answer = answers[place];
    if (answer === undefined) return undefined;
    if (answer.kind === 'failed') return refused(context, row, answer);
    // Rows of a collection are told apart by their place alone; another id there means that the places are not ours.
    if (answer.id !== row.id) return undefined;
    const { key: id, patch, currency } = row;
    return {
      kind: 'written',
      id,
      stored: patch === null ? null : storedOf(context, back.get(row.id), patch, currency),
    };
  });
};

const refused = (
  { described }: ObjectContext,
  { patch }: Outgoing,
  answer: Extract<RowAnswer, { kind: 'failed' }>,
): Outcome => refusalOf(described, answer, Object.keys(patch ?? {}) as FieldName[]);
