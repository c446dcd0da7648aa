import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { linkId } from '../../../api/primitives.ts';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { TwinPair } from '../../../api/sync/create.ts';
import type { Base } from '../../../api/sync/link.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { links, type StoredPair } from '../../database/schema/links.ts';
import type { Actor } from '../actor.ts';
import { announceLinks } from '../announce.ts';
import { crmIdOf, erpIdOf, type LinkRow } from '../syncLink.ts';
import { customerOf, erpRecordOf } from './ends.ts';

interface Ends {
  readonly crm: string;
  readonly erp: string;
}

/** Makes the link of two records that are held. @returns null where the ERP record is not there, or out of sight. */
export const join = async (
  transaction: TenantTransaction,
  actor: Actor,
  {
    pair,
    ends,
    base,
    mapping,
    records,
  }: {
    readonly pair: Omit<TwinPair, 'host'> & { readonly host: string };
    readonly ends: Ends;
    readonly base: Base;
    readonly mapping: number;
    readonly records: ErpRecords;
  },
): Promise<LinkRow | null> => {
  const customer = await customerOf(transaction, actor, records, ends.erp);
  const record = recordOfKey(ends.crm);
  if (customer === null || record === null) return null;
  const stored: Record<string, StoredPair> = {};
  for (const [rule, both] of Object.entries(base)) stored[rule] = { ...both, mapping };
  const [link] = await transaction
    .insert(links)
    .values({
      id: uuidv7(),
      tenant: actor.tenant,
      rev: 1,
      system: pair.system,
      org: pair.org,
      object: pair.object,
      record: record.id,
      host: pair.host,
      customer,
      erpObject: pair.erpObject,
      erpRecord: pair.erpObject === 'customer' ? null : erpRecordOf(ends.erp),
      base: stored,
      createdBy: actor.user,
      createdAt: sql`clock_timestamp()`,
    })
    .returning();
  if (link === undefined) throw new Error('A link was not made.');
  await announceLinks(transaction, actor.tenant, [link.id]);
  return link;
};

export const linkedEntry = (link: LinkRow, run: string) => ({
  run,
  link: link.id,
  content: { kind: 'linked' as const, crm: crmIdOf(link), erp: erpIdOf(link) },
});

export const idOf = (link: LinkRow) => linkId.parse(link.id);
