import * as z from 'zod';
import { type VersionedConfig, versionedConfig } from '../../api/config.ts';
import { type ErpField, type ErpObject, erpFieldList } from '../../api/erpFields.ts';
import { type FieldMapping, type MappingPair, versionedMapping } from '../../api/fieldMapping.ts';
import { me } from '../../api/me.ts';
import { type BrakeRequest, type BrakeVerdict, brakeVerdict } from '../../api/sync/brake.ts';
import { type ChangesPage, changesPage, type FeedObject } from '../../api/sync/changes.ts';
import { type Dirty, type LinkKind, type LinkView, linkViews } from '../../api/sync/link.ts';
import {
  type CommitRow,
  commitAnswer,
  type Prepared,
  type PrepareRow,
  prepareAnswer,
  type RepointRow,
  repointAnswer,
} from '../../api/sync/prepare.ts';
import { type ErpReading, recordsAnswer } from '../../api/sync/records.ts';
import { type RunReport, type SyncRun, syncRun } from '../../api/sync/run.ts';
import {
  type DeadLetterList,
  deadLetterList,
  leaseAnswer,
  type SyncStatus,
  syncStatus,
} from '../../api/sync/status.ts';
import { ask, type Door, exchange } from '../request.ts';
import { asMany, inParts } from './inParts.ts';
import { orderCalls } from './orderCalls.ts';
import { twinCalls } from './twinCalls.ts';

/** The sync's half of the ERP API. As every method of `erpClient`: what the contract promises, or a `FailureError`. */
export const syncCalls = (door: Door) => {
  const post = <T>(path: string, body: unknown, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> =>
    ask(door, { method: 'POST', path: `sync/${path}`, body, signal }, schema);

  return {
    /** `link`: the runs that saw this one; null = all. */
    status: (
      { link, limit }: { readonly link: string | null; readonly limit: number },
      signal: AbortSignal,
    ): Promise<SyncStatus> =>
      ask(
        door,
        { method: 'GET', path: 'sync', query: { link: link ?? undefined, limit: String(limit) }, signal },
        syncStatus,
      ),
    changes: (
      { cursor, objects }: { readonly cursor: string | null; readonly objects: readonly FeedObject[] },
      signal: AbortSignal,
    ): Promise<ChangesPage> =>
      ask(
        door,
        {
          method: 'GET',
          path: 'sync/changes',
          query: { cursor: cursor ?? undefined, objects: objects.join(','), limit: '1000' },
          signal,
        },
        changesPage,
      ),
    links: async (
      dirty: readonly Dirty[],
      of: LinkKind | null,
      signal: AbortSignal,
    ): Promise<readonly LinkView[]> =>
      inParts(dirty, async (part) => (await post('links', { dirty: part, of }, linkViews, signal)).views),
    records: (ids: readonly string[], signal: AbortSignal): Promise<readonly ErpReading[]> =>
      inParts(ids, async (part) => {
        const schema = recordsAnswer.extend({
          records: asMany(part.length, recordsAnswer.shape.records.element),
        });
        return (await post('records', { ids: part }, schema, signal)).records;
      }),
    prepare: (rows: readonly PrepareRow[], signal: AbortSignal): Promise<readonly Prepared[]> =>
      inParts(rows, async (part) => {
        const schema = z.object({ rows: asMany(part.length, prepareAnswer.shape.rows.element) });
        return (await post('prepare', { rows: part }, schema, signal)).rows;
      }),
    commit: (rows: readonly CommitRow[], signal: AbortSignal): Promise<readonly ('done' | 'stale')[]> =>
      inParts(rows, async (part) => {
        const schema = z.object({ rows: asMany(part.length, commitAnswer.shape.rows.element) });
        return (await post('commit', { rows: part }, schema, signal)).rows;
      }),
    repoint: (
      rows: readonly RepointRow[],
      signal: AbortSignal,
    ): Promise<readonly ('done' | 'stale' | 'taken')[]> =>
      inParts(rows, async (part) => {
        const schema = z.object({ rows: asMany(part.length, repointAnswer.shape.rows.element) });
        return (await post('repoint', { rows: part }, schema, signal)).rows;
      }),
    lease: async (
      question: { readonly crmUser: string; readonly object: string; readonly browser: string },
      signal: AbortSignal,
    ): Promise<'granted' | 'taken'> => (await post('leases', question, leaseAnswer, signal)).lease,
    report: (id: string, report: RunReport, signal: AbortSignal): Promise<SyncRun> =>
      ask(
        door,
        { method: 'PUT', path: `sync/runs/${encodeURIComponent(id)}`, body: report, signal },
        syncRun,
      ),
    setAside: async (
      letter: {
        readonly link: string;
        readonly run: string;
        readonly code: string;
        readonly reason: string;
      },
      signal: AbortSignal,
    ): Promise<void> => {
      await exchange(door, { method: 'PUT', path: 'sync/dead-letters', body: letter, signal });
    },
    /** At most 500 of each, the newest first. */
    failures: (signal: AbortSignal): Promise<DeadLetterList> =>
      ask(door, { method: 'GET', path: 'sync/dead-letters', signal }, deadLetterList),
    /** The record is not aside any more. 404 where it is not. */
    takeBack: async (letter: string, signal: AbortSignal): Promise<void> => {
      await exchange(door, {
        method: 'DELETE',
        path: `sync/dead-letters/${encodeURIComponent(letter)}`,
        signal,
      });
    },
    brake: (request: BrakeRequest, signal: AbortSignal): Promise<BrakeVerdict> =>
      post('brake', request, brakeVerdict, signal),
    twins: twinCalls(door),
    orders: orderCalls(door),
    fields: async (object: ErpObject, signal: AbortSignal): Promise<readonly ErpField[]> =>
      (await ask(door, { method: 'GET', path: `fields/erp/${object}`, signal }, erpFieldList)).fields,
    /** ISO 4217; null = there are no books yet. */
    companyCurrency: async (signal: AbortSignal): Promise<string | null> =>
      (await ask(door, { method: 'GET', path: 'me', signal }, me)).company?.currency ?? null,
    config: (signal: AbortSignal): Promise<VersionedConfig> =>
      ask(door, { method: 'GET', path: 'config', signal }, versionedConfig),
    mapping: (pair: MappingPair, signal: AbortSignal) =>
      ask(door, { method: 'GET', path: 'field-mapping', query: { ...pair }, signal }, versionedMapping),
    /** 412 where somebody has saved another version since `version`. */
    saveMapping: (pair: MappingPair, version: number, mapping: FieldMapping, signal: AbortSignal) =>
      ask(
        door,
        {
          method: 'PUT',
          path: 'field-mapping',
          query: { ...pair },
          headers: { 'If-Match': `"${version}"` },
          body: mapping,
          signal,
        },
        versionedMapping,
      ),
  };
};
export type SyncCalls = ReturnType<typeof syncCalls>;
