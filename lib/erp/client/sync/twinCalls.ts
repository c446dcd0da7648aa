import * as z from 'zod';
import {
  type Doubt,
  type Found,
  type Look,
  type Recorded,
  type Release,
  type Settle,
  type Settled,
  type Standing,
  type TwinPair,
  twinDoubtList,
  twinLookAnswer,
  twinRecordAnswer,
  twinSettleAnswer,
} from '../../api/sync/create.ts';
import { ask, type Door } from '../request.ts';
import { asMany, inParts } from './inParts.ts';

const done = z.object({ done: z.literal(true) });

/** Twins of records without a link. As every method of `erpClient`: what the contract promises, or a `FailureError`. */
export const twinCalls = (door: Door) => {
  const post = <T>(path: string, body: unknown, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> =>
    ask(door, { method: 'POST', path: `sync/twins/${path}`, body, signal }, schema);
  return {
    look: (pair: TwinPair, rows: readonly Look[], signal: AbortSignal): Promise<readonly Standing[]> =>
      inParts(rows, async (part) => {
        const schema = z.object({ rows: asMany(part.length, twinLookAnswer.shape.rows.element) });
        return (await post('look', { pair, rows: part }, schema, signal)).rows;
      }),
    settle: (pair: TwinPair, rows: readonly Settle[], signal: AbortSignal): Promise<readonly Settled[]> =>
      inParts(rows, async (part) => {
        const schema = z.object({ rows: asMany(part.length, twinSettleAnswer.shape.rows.element) });
        return (await post('settle', { pair, rows: part }, schema, signal)).rows;
      }),
    record: (rows: readonly Found[], signal: AbortSignal): Promise<readonly Recorded[]> =>
      inParts(rows, async (part) => {
        const schema = z.object({ rows: asMany(part.length, twinRecordAnswer.shape.rows.element) });
        return (await post('record', { rows: part }, schema, signal)).rows;
      }),
    release: async (rows: readonly Release[], signal: AbortSignal): Promise<void> => {
      await inParts(rows, async (part) => [await post('release', { rows: part }, done, signal)]);
    },
    doubts: async (pair: TwinPair, signal: AbortSignal): Promise<readonly Doubt[]> =>
      (await post('doubts', { pair }, twinDoubtList, signal)).doubts,
    suspect: async (key: string, ids: readonly string[], signal: AbortSignal): Promise<void> => {
      await post('suspects', { key, ids }, done, signal);
    },
  };
};
export type TwinCalls = ReturnType<typeof twinCalls>;
