import type { CrmSystem } from '../../../lib/erp/api/record.ts';
import type { TestPostgres } from '../../setup/postgres.ts';
import { idOf } from '../../world/salesforce/ids.ts';
import { ORG, PORTAL, phoneOf } from './names.ts';

const TENANT = 'default';
const AS_OF = '2026-11-20';

/** Which field of the CRM's record is which of the customer's. */
export const RULES: Readonly<Record<CrmSystem, readonly (readonly [crm: string, erp: string])[]>> = {
  salesforce: [
    ['Name', 'name'],
    ['Phone', 'phone'],
    ['BillingCity', 'city'],
    ['Website', 'website'],
  ],
  hubspot: [
    ['name', 'name'],
    ['phone', 'phone'],
    ['city', 'city'],
    ['website', 'website'],
  ],
};
export const PLACE = {
  salesforce: { org: ORG, object: 'Account', host: 'acme.lightning.force.com' },
  hubspot: { org: PORTAL, object: 'company', host: 'app.hubspot.com' },
} as const;

/** The number of a customer, as the database finds it in the id. */
const N = `substr(id, 2)::int`;
/** `phoneOf` in SQL. */
const phone = (n: string, round: number): string =>
  `'${phoneOf(0, round).slice(0, 8)}' || (1000000 + ${n}) || '${phoneOf(0, round).slice(15)}'`;

/** Everything that both systems have agreed on, so that a first run finds nothing to do: the customers, and a link with its base for each. */
export const fillLinked = async (
  postgres: TestPostgres,
  database: string,
  crm: CrmSystem,
  count: number,
  mapping: number,
): Promise<void> => {
  const { org, object, host } = PLACE[crm];
  const value = (sql: string) => `jsonb_build_object('kind', 'value', 'value', ${sql})`;
  const values: Readonly<Record<string, string>> = {
    name: `'Company ' || n`,
    phone: phone('n', 0),
    city: `'Kiel'`,
    website: `'https://company.example'`,
  };
  const base = RULES[crm]
    .map(([crmField, erpField]) => {
      const stored = value(values[erpField] ?? 'null');
      return `'${crmField}=${erpField}', jsonb_build_object('crm', ${stored}, 'erp', ${stored}, 'mapping', ${mapping})`;
    })
    .join(', ');
  const record = crm === 'hubspot' ? `n::text` : `records.id`;
  const ids = Array.from({ length: count }, (_, index) => `(${index + 1}, '${idOf('Account', index + 1)}')`);
  await postgres.script(database, [
    'set session_replication_role = replica',
    'set synchronous_commit = off',
    `insert into companies (tenant, name, currency, fiscal_year_start, time_zone, grace_days, as_of)
     values ('${TENANT}', 'Bench', 'EUR', '01-01', 'Europe/Berlin', null, '${AS_OF}') on conflict do nothing`,
    `insert into customers (tenant, id, name, sort_name, search_text, currency, credit_hold, shares_parent_limit, phone, city, website)
     select '${TENANT}', 'C' || n, 'Company ' || n, 'company ' || n, 'company ' || n, 'EUR', false, false,
       ${values.phone}, ${values.city}, ${values.website} from generate_series(1, ${count}) as n`,
    'create temporary table records (n int, id text)',
    ...(crm === 'salesforce' ? [`insert into records values ${ids.join(', ')}`] : []),
    `insert into links (id, tenant, rev, system, org, object, record, host, customer, created_by, created_at, base)
     select gen_random_uuid(), '${TENANT}', 1, '${crm}', '${org}', '${object}', ${record}, '${host}', 'C' || n, 'ann', now(),
       jsonb_build_object(${base})
     from ${crm === 'salesforce' ? 'records' : `generate_series(1, ${count}) as n`}`,
    'vacuum analyze',
  ]);
};

/** Somebody in accounting gives each customer another telephone number. */
export const editCustomers = async (
  postgres: TestPostgres,
  database: string,
  round: number,
): Promise<void> => {
  await postgres.script(database, [
    `set app.tenant = '${TENANT}'`,
    `update customers set phone = ${phone(N, round)} where tenant = '${TENANT}'`,
    'analyze',
  ]);
};

/** How many customers bear the telephone number of a round. */
export const customersWith = async (
  postgres: TestPostgres,
  database: string,
  round: number,
): Promise<number> => {
  const { rows } = await postgres.query(
    database,
    `select count(*)::int as n from customers where phone = ${phone(N, round)}`,
  );
  return Number(rows[0]?.n);
};

/** Writes to customers so far, as the database's own triggers noted them; a write of several statements is one. */
export const customerWrites = async (postgres: TestPostgres, database: string): Promise<number> => {
  const { rows } = await postgres.query(
    database,
    `select count(distinct (xid, record))::int as n from changes where object = 'customer'`,
  );
  return Number(rows[0]?.n);
};
