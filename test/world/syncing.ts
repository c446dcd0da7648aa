import type { BrowserContext, Page } from 'playwright-core';
import type * as z from 'zod';
import { type SyncConfig, versionedConfig } from '../../lib/erp/api/config.ts';
import { linkViews } from '../../lib/erp/api/sync/link.ts';
import { recordsAnswer } from '../../lib/erp/api/sync/records.ts';
import { syncStatus } from '../../lib/erp/api/sync/status.ts';
import type { Answer, MessageName, Reply, Request } from '../../lib/messaging/protocol.ts';
import type { FinishedSync } from '../../lib/messaging/syncMessages.ts';
import { extensionPage } from './connect.ts';
import { PORTALS, type Twin } from './twins.ts';
import type { World } from './world.ts';

/** An administrator turns the sync on for the company, and sets what else the story wants. */
export const switchSyncOn = async (world: World, more: Partial<SyncConfig> = {}): Promise<void> => {
  const token = await world.erp.token('admin', 'crm.admin');
  const { version, config } = versionedConfig.parse(await world.erp.ask(token, 'GET', 'config'));
  const flags = { ...config.flags, m38_crm: true };
  await world.erp.ask(token, 'PUT', 'config', { ...config, flags, ...more }, version);
};

/** Asks the worker as one of our own pages does. */
export const tell = async <N extends MessageName>(
  page: Page,
  name: N,
  request: Request<N>,
): Promise<Answer<N>> => {
  const reply = (await page.evaluate(
    (message) =>
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
      ).chrome.runtime.sendMessage(message),
    { name, request },
  )) as Reply<N>;
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.failure)}`);
  return reply.value;
};

export const openPopup = async (context: BrowserContext): Promise<Page> => {
  const popup = await context.newPage();
  await popup.setViewportSize({ width: 400, height: 600 });
  await popup.goto(extensionPage('popup'));
  return popup;
};

/** Presses "Sync Now" in an open popup and waits for the end of that sync, whatever it is. */
export const syncNow = async (popup: Page): Promise<FinishedSync> => {
  const before = await tell(popup, 'sync.status', {});
  await popup.getByRole('button', { name: 'Sync Now' }).click();
  return untilSynced(popup, before.last?.id ?? null);
};

/** The alarm of the next try rings now, sooner than its minutes: Chromium rings it like any other. */
export const ringRetry = (page: Page): Promise<void> =>
  page.evaluate(() =>
    (
      globalThis as unknown as {
        chrome: { alarms: { create(name: string, when: { when: number }): Promise<void> } };
      }
    ).chrome.alarms.create('sync.retry', { when: Date.now() }),
  );

/** The alarm of the next sync by itself rings now; it keeps its period. */
export const ringDue = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    interface Alarms {
      get(name: string): Promise<{ periodInMinutes?: number } | undefined>;
      create(name: string, when: { when: number; periodInMinutes: number }): Promise<void>;
    }
    const { alarms } = (globalThis as unknown as { chrome: { alarms: Alarms } }).chrome;
    const periodInMinutes = (await alarms.get('sync.due'))?.periodInMinutes;
    if (periodInMinutes === undefined) throw new Error('No sync by itself is due.');
    await alarms.create('sync.due', { when: Date.now(), periodInMinutes });
  });

const LOOK_EVERY_MS = 100;

/** The sync that ends after the one named. */
export const untilSynced = async (
  page: Page,
  before: string | null,
  timeoutMs = 120_000,
): Promise<FinishedSync> => {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const { active, last, hold } = await tell(page, 'sync.status', {});
    if (active === null && last !== null && last.id !== before) return last;
    if (performance.now() > until)
      throw new Error(`No sync came to its end: ${JSON.stringify({ active, hold, last })}`);
    await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), LOOK_EVERY_MS);
  }
};

/** What the ERP holds of a record, by field; null = blank. */
export const erpFields = async (world: World, record: string): Promise<HeldFields> => {
  const [held] = await erpRecords(world, [record]);
  if (held === undefined) throw new Error(`The ERP API said nothing of ${record}.`);
  return held;
};

type HeldFields = Readonly<Record<string, unknown>>;
const MOST_IDS = 200;

/** The same of many. */
export const erpRecords = async (world: World, ids: readonly string[]): Promise<readonly HeldFields[]> => {
  const token = await world.erp.token('reader', 'crm.sync');
  const held: HeldFields[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const part = ids.slice(from, from + MOST_IDS);
    const answer = await world.erp.ask(token, 'POST', 'sync/records', { ids: part });
    for (const reading of recordsAnswer.parse(answer).records) {
      if (reading.kind !== 'found') throw new Error(`One of ${part.join(', ')} is ${reading.kind}.`);
      const fields = Object.entries(reading.fields);
      held.push(
        Object.fromEntries(
          fields.map(([field, stored]) => [field, stored.kind === 'value' ? stored.value : null]),
        ),
      );
    }
  }
  return held;
};

/** What the ERP API has been told of every run, the newest first. */
export const erpRuns = async (world: World): Promise<z.infer<typeof syncStatus>['runs']> => {
  const token = await world.erp.token('reader', 'crm.sync');
  return syncStatus.parse(await world.erp.ask(token, 'GET', 'sync?limit=200')).runs;
};

/** What a CRM holds of a twin's own record; null = blank. */
export const crmField = (world: World, { record: { system, org, id } }: Twin, field: string): unknown =>
  system === 'salesforce'
    ? (world.salesforce.record(id)?.[field] ?? null)
    : (companyOf(world, org, id).value(field) ?? null);

/** A colleague changes a field of a twin on the CRM's own page. */
export const editInCrm = (
  world: World,
  { record: { system, org, id } }: Twin,
  field: string,
  value: string,
): void => {
  if (system === 'salesforce') world.salesforce.update(id, { [field]: value });
  else {
    const now = world.hubspot.portals.get(org)?.world.now() ?? Date.now();
    companyOf(world, org, id).write(field, value, now, { sourceType: 'CRM_UI', sourceId: 'userId:7' });
  }
};

const companyOf = (world: World, org: string, id: string) => {
  const company = world.hubspot.portals.get(org)?.record('companies', id);
  if (company === undefined) throw new Error(`Portal ${org} has no company ${id}.`);
  return company;
};

/** Linked records of a CRM in the org that `connectAll` connects. */
export const syncedTwins = (world: World, system: Twin['record']['system']): readonly Twin[] =>
  world.twins.all.filter(
    ({ linked, record }) =>
      linked && record.system === system && (system === 'salesforce' || record.org === PORTALS[0].portalId),
  );

/** As each CRM names what the ERP calls by the key. */
export const CRM_FIELDS = {
  salesforce: { city: 'BillingCity', phone: 'Phone' },
  hubspot: { city: 'city', phone: 'phone' },
} as const;

/** ERP records that a CRM record is linked to, as `object/id`. */
export const linkedTo = async (world: World, crm: string): Promise<readonly string[]> => {
  const token = await world.erp.token('reader', 'crm.sync');
  const answer = await world.erp.ask(token, 'POST', 'sync/links', { dirty: [{ kind: 'crm', id: crm }] });
  return linkViews.parse(answer).views.map(({ link }) => link.erp);
};
