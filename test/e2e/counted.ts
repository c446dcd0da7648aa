import type { TestPostgres } from '../setup/postgres.ts';
import type { World } from '../world/world.ts';

/** What there is of everything, in the org and in the ERP: nothing of it may be made twice. */
export const countedIn = async (world: World, postgres: TestPostgres, database: string) => ({
  accounts: world.salesforce.records('Account').length,
  deals: world.salesforce.records('Opportunity').length,
  erp: (
    await postgres.query(
      database,
      'select (select count(*)::int from customers) customers, (select count(*)::int from opportunities) opportunities, (select count(*)::int from links) links',
    )
  ).rows[0] as unknown,
});
