import { uuidv7 } from 'uuidv7';
import { customerId, linkId } from '../../lib/erp/api/primitives.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import type { Dirty, LinkView, Pending } from '../../lib/erp/api/sync/link.ts';
import type { CommitRow, Prepared, PrepareRow } from '../../lib/erp/api/sync/prepare.ts';
import type { ErpReading } from '../../lib/erp/api/sync/records.ts';
import type { Stored } from '../../lib/erp/api/sync/values.ts';
import { perform } from '../../lib/erp/server/admin/operation.ts';
import type { OpenDatabase, TenantTransaction } from '../../lib/erp/server/database/database.ts';
import { readInTenant } from '../../lib/erp/server/database/tenant.ts';
import { linkStore } from '../../lib/erp/server/links/store.ts';
import type { Actor } from '../../lib/erp/server/sync/actor.ts';
import { commit } from '../../lib/erp/server/sync/commit.ts';
import { prepare } from '../../lib/erp/server/sync/prepare.ts';
import { readSyncLinks } from '../../lib/erp/server/sync/readLinks.ts';
import { CONFIG, saveSetting } from '../../lib/erp/server/sync/settings.ts';
import { settled } from '../../lib/erp/server/sync/transaction.ts';
import { embeddedRecords } from '../../lib/erp/sources/embedded/records/records.ts';
import { ACCOUNT, HOST, SYNC_ON } from './requests.ts';
import { scopedBooks } from './scopedBooks.ts';

export const NOW = new Date('2026-11-20T10:00:00Z');
export const ANN: Actor = { tenant: 'default', user: 'ann', visibleTo: { scope: 'all' } };
export const BOB: Actor = { ...ANN, user: 'bob' };
export const records = embeddedRecords(() => NOW);

export const value = (text: string | number): Stored => ({ kind: 'value', value: text });

/** Books, the sync switched on, and one link of customer C1. */
export const openShop = async (
  database: OpenDatabase,
  { actor = ANN, books = scopedBooks }: { actor?: Actor; books?: unknown } = {},
): Promise<{ link: string }> => {
  await perform(database, { do: 'seed', tenant: actor.tenant, asOf: null, books }, NOW);
  await settled(database, actor.tenant, (transaction) => saveSetting(transaction, actor, CONFIG, 0, SYNC_ON));
  return { link: await connect(database, { actor }) };
};

/** Links a CRM account to a customer. @returns the link's id. */
export const connect = async (
  database: OpenDatabase,
  {
    actor = ANN,
    account = ACCOUNT.id,
    customer = 'C1',
  }: { actor?: Actor; account?: string; customer?: string } = {},
): Promise<string> => {
  const record = { ...ACCOUNT, id: account };
  const request = { record, host: HOST, customer: customerId.parse(customer) };
  const { link } = await linkStore(database, actor.tenant).put(request, actor.user, NOW);
  return link.id;
};

/** One browser's half of the protocol, without HTTP. */
export const browser = (database: OpenDatabase, actor: Actor = ANN) => {
  const reading = <T>(work: (from: TenantTransaction) => Promise<T>) =>
    readInTenant(database, actor.tenant, work);
  const writing = <T>(work: (transaction: TenantTransaction) => Promise<T>) =>
    settled(database, actor.tenant, work);
  return {
    links: (dirty: readonly Dirty[]) => reading((from) => readSyncLinks(from, actor, dirty)),
    async link(id: string): Promise<LinkView> {
      const [view] = await reading((from) =>
        readSyncLinks(from, actor, [{ kind: 'link', id: linkId.parse(id) }]),
      );
      if (view === undefined) throw new Error(`There is no link ${id}.`);
      return view;
    },
    async record(id: string): Promise<Extract<ErpReading, { kind: 'found' }>> {
      const [reading_] = await reading((from) => records.read(from, actor, [id]));
      if (reading_?.kind !== 'found') throw new Error(`${id} is ${reading_?.kind}.`);
      return reading_;
    },
    readings: (ids: readonly string[]) => reading((from) => records.read(from, actor, ids)),
    prepare: (rows: readonly PrepareRow[]): Promise<readonly Prepared[]> =>
      writing((transaction) => prepare(transaction, actor, rows, records)),
    commit: (rows: readonly CommitRow[]) => writing((transaction) => commit(transaction, actor, rows)),
  };
};
export type Browser = ReturnType<typeof browser>;

/** The same city written to both sides: the ERP's half at once, the CRM's as an intent. */
export const cityPatch = (
  view: LinkView,
  city: string,
  { erpVersion = null, crmOnly = false }: { erpVersion?: string | null; crmOnly?: boolean } = {},
): PrepareRow => {
  const intentId = uuidv7();
  const run = `run-${intentId}`;
  const write = {
    kind: 'write' as const,
    before: value('Kiel'),
    after: { kind: 'value' as const, value: city },
    mark: null,
  };
  const pending: Pending = {
    intentId,
    runId: run,
    fields: [
      {
        rule: 'city',
        unit: 'field:city',
        fields: { crm: 'BillingCity', erp: 'city' },
        crm: write,
        erp: crmOnly ? { kind: 'kept', stored: value(city) } : write,
      },
    ],
    archive: null,
    versions: { crm: null, erp: erpVersion },
  };
  const entry = { rule: 'city', before: value('Kiel'), after: value(city) };
  return {
    link: view.link.id,
    rev: view.link.rev,
    mapping: 0,
    erpVersion,
    base: {},
    open: [],
    close: [],
    losers: [],
    intended: [
      { ...entry, side: 'crm', field: 'BillingCity' },
      ...(crmOnly ? [] : [{ ...entry, side: 'erp' as const, field: 'city' }]),
    ],
    pending,
    end: false,
    run,
  };
};

/** Says that the CRM has stored what was prepared. */
export const landed = (row: PrepareRow, rev: number, city: string): CommitRow => ({
  link: row.link,
  rev,
  intentId: row.pending?.intentId ?? '',
  run: row.run,
  base: { city: { crm: value(city), erp: value(city) } },
  open: [],
  outcomes: [{ rule: 'city', side: 'crm', outcome: 'confirmed', stored: value(city) }],
  end: false,
});

export const crmIdOf = (account: string): string => recordKey({ ...ACCOUNT, id: account });
