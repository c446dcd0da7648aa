import { sql } from 'drizzle-orm';
import type { OpenDatabase } from '../../lib/erp/server/database/database.ts';
import { readInTenant } from '../../lib/erp/server/database/tenant.ts';
import { verifyLedger } from '../../lib/erp/server/sync/ledger/verify.ts';

/** Each finds rows that contradict each other: what is left where a transaction was cut in half, or done twice. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'an intent that stands and was never prepared, or the other way round': `
    select coalesce(l.id::text, i.id) from (select * from links where pending is not null) l
    full join (select * from intents where committed_at is null) i on i.link = l.id and i.id = l.pending ->> 'intentId'
    where l.id is null or i.id is null`,
  'an intent that the ledger does not know': `
    select id from intents i where not exists
      (select 1 from ledger where content ->> 'kind' = 'intended' and content ->> 'intent' = i.id)`,
  'an intent of the ledger that was never prepared': `
    select content ->> 'intent' from ledger where content ->> 'kind' = 'intended'
      and content ->> 'intent' is not null and not exists (select 1 from intents i where i.id = content ->> 'intent')`,
  'an entry that was written twice': `
    select content ->> 'intent' from ledger where content ->> 'kind' in ('intended', 'outcome')
    group by content ->> 'kind', content ->> 'intent', content ->> 'side', content ->> 'rule' having count(*) > 1`,
  'a committed intent without its outcome': `
    select id from intents i where committed_at is not null and not exists
      (select 1 from ledger where content ->> 'kind' = 'outcome' and content ->> 'side' = 'crm' and content ->> 'intent' = i.id)`,
  'a customer whose city is not the last one that the ledger confirms': `
    select c.id from customers c join lateral (
      select g.content -> 'stored' ->> 'value' as city from ledger g
      where g.content ->> 'kind' = 'outcome' and g.content ->> 'side' = 'erp' and g.content ->> 'record' = 'customer/' || c.id
      order by g.seq desc limit 1) last on true
    where last.city is distinct from c.city`,
  'an order without its key, or a key without its order': `
    select coalesce(o.id, k."order") from (select * from orders where opportunity is not null) o
    full join conversions k on k."order" = o.id where o.id is null or k."order" is null`,
  'an opportunity with two orders': `
    select opportunity from orders where opportunity is not null group by opportunity having count(*) > 1`,
  'an order without its line, or with two': `
    select o.id from orders o left join order_lines l on l.document = o.id
    where o.opportunity is not null group by o.id having count(l.*) <> 1`,
  'an order that the ledger does not know once': `
    select o.id from orders o left join ledger g on g.content ->> 'kind' = 'ordered' and g.content ->> 'order' = o.id
    where o.opportunity is not null group by o.id having count(g.*) <> 1`,
};

/** What does not fit together in a tenant's rows; [] = all of it does. */
export const contradictions = (database: OpenDatabase, tenant = 'default'): Promise<string[]> =>
  readInTenant(database, tenant, async (from) => {
    const found: string[] = [];
    for (const [what, query] of Object.entries(CONTRADICTIONS)) {
      const { rows } = (await from.execute(sql.raw(query))) as unknown as { rows: unknown[] };
      if (rows.length > 0) found.push(`${what}: ${JSON.stringify(rows.slice(0, 3))}`);
    }
    for (const { writer, brokenAt } of await verifyLedger(from, tenant))
      if (brokenAt !== null) found.push(`the chain of ${writer} is broken at ${brokenAt}`);
    return found;
  });
