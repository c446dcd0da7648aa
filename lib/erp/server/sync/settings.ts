import { and, eq, gt, min, sql } from 'drizzle-orm';
import * as z from 'zod';
import { currencyDigits } from '../../../finance/currency.ts';
import { DEFAULT_CONFIG, type SyncConfig, syncConfig } from '../../api/config.ts';
import { fieldMapping, type HeldMapping, type MappingPair } from '../../api/fieldMapping.ts';
import type { TenantTransaction } from '../database/database.ts';
import { companies } from '../database/schema/company.ts';
import { settings, settingVersions } from '../database/schema/settings.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { appendLedger } from './ledger/append.ts';
import { defaultMapping } from './mapping/defaults.ts';

export const CONFIG = 'config';
export const mappingName = ({ system, object, erpObject }: MappingPair): string =>
  `mapping/${system}/${object}/${erpObject}`;

interface Versioned<T> {
  readonly version: number;
  readonly content: T;
}

/** `hold`: until the transaction ends, nobody saves another version. */
type Mode = 'look' | 'hold';

const named = (tenant: string, name: string) => and(eq(settings.tenant, tenant), eq(settings.name, name));

const readSetting = async (
  transaction: TenantTransaction,
  tenant: string,
  name: string,
  mode: Mode,
): Promise<Versioned<unknown> | null> => {
  const query = transaction
    .select({ version: settings.version, content: settings.content })
    .from(settings)
    .where(named(tenant, name));
  const [row] = await (mode === 'hold' ? query.for('share') : query);
  return row ?? null;
};

/** Whole units of the company's currency. */
const DEFAULT_MOVED = 250_000;

const defaultConfig = async (transaction: TenantTransaction, tenant: string): Promise<SyncConfig> => {
  const [company] = await transaction
    .select({ currency: companies.currency })
    .from(companies)
    .where(eq(companies.tenant, tenant));
  if (company === undefined) return DEFAULT_CONFIG;
  const { currency } = company;
  const amountMoved = { amount: DEFAULT_MOVED * 10 ** currencyDigits(currency), currency };
  return { ...DEFAULT_CONFIG, brake: { ...DEFAULT_CONFIG.brake, amountMoved } };
};

/** Settings that were saved before runs were planned as a whole had the limits per hour alone. */
const limit = z.number().nullable();
const hourlyOnly = z.looseObject({
  brake: z.strictObject({ updates: limit, clears: limit, deletes: limit, orders: limit }),
});
const withBrakeOfToday = (content: unknown): unknown => {
  const old = hourlyOnly.safeParse(content);
  if (!old.success) return content;
  const { brake } = DEFAULT_CONFIG;
  return { ...old.data, brake: { ...brake, perHour: { ...brake.perHour, ...old.data.brake } } };
};

/** Version 0 = nobody has saved any. */
export const readConfig = async (
  transaction: TenantTransaction,
  tenant: string,
  mode: Mode,
): Promise<Versioned<SyncConfig>> => {
  const row = await readSetting(transaction, tenant, CONFIG, mode);
  if (row === null) return { version: 0, content: await defaultConfig(transaction, tenant) };
  return { version: row.version, content: syncConfig.parse(withBrakeOfToday(row.content)) };
};

/**
 * When somebody last switched on that won opportunities become orders by themselves; null = it is off. By the database's clock, to
 * the whole second before: Salesforce keeps the time of a stage to the second, and what was won in that one came after.
 */
export const autoOrderSince = async (
  transaction: TenantTransaction,
  tenant: string,
): Promise<Date | null> => {
  const versions = and(eq(settingVersions.tenant, tenant), eq(settingVersions.name, CONFIG));
  const isOn = sql`coalesce((${settingVersions.content} -> 'flags' ->> 'm38_crm_auto_order')::boolean, false)`;
  const [off] = await transaction
    .select({ version: sql<number>`coalesce(max(${settingVersions.version}), 0)`.mapWith(Number) })
    .from(settingVersions)
    .where(and(versions, sql`not ${isOn}`));
  const [on] = await transaction
    .select({ at: min(settingVersions.savedAt) })
    .from(settingVersions)
    .where(and(versions, gt(settingVersions.version, off?.version ?? 0)));
  return on?.at == null ? null : new Date(Math.floor(on.at.getTime() / 1000) * 1000);
};

/** Version 0 = nobody has saved any, so the default holds. */
export const readMapping = async (
  transaction: TenantTransaction,
  tenant: string,
  pair: MappingPair,
  mode: Mode,
): Promise<Versioned<HeldMapping>> => {
  const row = await readSetting(transaction, tenant, mappingName(pair), mode);
  if (row === null) return { version: 0, content: defaultMapping(pair) };
  return { version: row.version, content: fieldMapping.parse(row.content) };
};

/** Saves the version after `expected`. @returns it, or null where another one holds. */
export const saveSetting = async (
  transaction: TenantTransaction,
  { tenant, user }: Actor,
  name: string,
  expected: number,
  content: unknown,
): Promise<number | null> => {
  const version = expected + 1;
  const row = { tenant, name, version, content, savedBy: user, savedAt: await databaseTime(transaction) };
  const saved =
    expected === 0
      ? await transaction.insert(settings).values(row).onConflictDoNothing().returning()
      : await transaction
          .update(settings)
          .set(row)
          .where(and(named(tenant, name), eq(settings.version, expected)))
          .returning();
  if (saved.length === 0) return null;
  await transaction.insert(settingVersions).values(row);
  await appendLedger(transaction, { tenant, user }, [
    { run: null, link: null, content: { kind: 'setting', name, version } },
  ]);
  return version;
};
