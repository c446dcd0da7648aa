import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

const TENANT_ROLE = 'ledgerside_tenant';

/**
 * Row-level security does not hold for a superuser, which PGlite always is and `DATABASE_URL` may be. There, transactions
 * step down to a role of their own. Call under the migration lock, after the migrations.
 * @returns that role, or null where the connection's own role is already held.
 */
export const raiseWall = async (db: Database): Promise<string | null> => {
  const [exempt] = await db
    .select({ exempt: sql<boolean>`rolsuper or rolbypassrls` })
    .from(sql`pg_roles`)
    .where(sql`rolname = current_user`);
  if (exempt?.exempt !== true) return null;
  // A role belongs to the whole cluster: another database of it may have made it already, or be making it now.
  await db.execute(
    sql.raw(`do $$ begin create role ${TENANT_ROLE} nologin;
      exception when duplicate_object or unique_violation then null; end $$`),
  );
  await db.execute(sql.raw(`grant usage on schema public to ${TENANT_ROLE}`));
  await db.execute(
    sql.raw(`grant select, insert, update, delete on all tables in schema public to ${TENANT_ROLE}`),
  );
  return TENANT_ROLE;
};
