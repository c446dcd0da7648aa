import { browser } from 'wxt/browser';
import * as z from 'zod';
import type { CrmSystem } from '../erp/api/record.ts';
import { orStorageFailure } from '../store/orStorageFailure.ts';

const shared = {
  label: z.string(),
  user: z.string().nullable(),
  /** The person who connected it, as its records name their owner; null = it did not tell. */
  ownerId: z.string().nullable().default(null),
};

const schemas = {
  salesforce: z.object({
    ...shared,
    /** My Domain: what a record's `org` is. */
    host: z.string(),
    consumerKey: z.string(),
    /** Whether its records name their currency; null = not asked yet. */
    hasCurrencies: z.boolean().nullable().default(null),
    /** ISO 4217, as a person has said of an org whose records name none; null = nobody has. */
    currency: z.string().nullable().default(null),
  }),
  hubspot: z.object({ ...shared, portalId: z.string(), mode: z.enum(['oauth', 'serviceKey']) }),
};

/** An org or portal as it is connected, without its secrets (those are in the vault, under its name). */
export type OrgConnection<S extends CrmSystem> = z.infer<(typeof schemas)[S]>;

const ORG_OF = {
  salesforce: ({ host }: OrgConnection<'salesforce'>) => host,
  hubspot: ({ portalId }: OrgConnection<'hubspot'>) => portalId,
} as const;

/** The org as records name it. */
const orgOf = <S extends CrmSystem>(system: S, connection: OrgConnection<S>): string =>
  (ORG_OF[system] as (connection: OrgConnection<S>) => string)(connection);

const place = (system: CrmSystem): string => `connection.${system}`;

/** Every connected org of a CRM, in the order they were connected; [] = none. */
export const readOrgs = async <S extends CrmSystem>(system: S): Promise<readonly OrgConnection<S>[]> => {
  const stored = (await browser.storage.local.get(place(system)))[place(system)];
  const parsed = z.array(schemas[system]).safeParse(stored);
  return parsed.success ? (parsed.data as OrgConnection<S>[]) : [];
};

/** null = that org is not connected. */
export const readOrg = async <S extends CrmSystem>(
  system: S,
  org: string,
): Promise<OrgConnection<S> | null> =>
  (await readOrgs(system)).find((connection) => orgOf(system, connection) === org) ?? null;

/** Keeps an org, in its place where it was connected before. Rejects with `storage` where the browser will not keep it. */
export const keepOrg = async <S extends CrmSystem>(
  system: S,
  connection: OrgConnection<S>,
): Promise<void> => {
  const org = orgOf(system, connection);
  const known = await readOrgs(system);
  const isKnown = known.some((each) => orgOf(system, each) === org);
  const orgs = isKnown
    ? known.map((each) => (orgOf(system, each) === org ? connection : each))
    : [...known, connection];
  await orStorageFailure(() => browser.storage.local.set({ [place(system)]: orgs }));
};

export const forgetOrg = async (system: CrmSystem, org: string): Promise<void> => {
  const left = (await readOrgs(system)).filter((connection) => orgOf(system, connection) !== org);
  await (left.length === 0
    ? browser.storage.local.remove(place(system))
    : orStorageFailure(() => browser.storage.local.set({ [place(system)]: left })));
};
