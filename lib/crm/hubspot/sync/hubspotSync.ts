import * as z from 'zod';
import { FailureError } from '../../../failure.ts';
import type { Call } from '../../../http/call.ts';
import { parseJson } from '../../../http/json.ts';
import type { FieldName, ServerTime } from '../../../sync/ids.ts';
import { authorizedCall } from '../../authorizedCall.ts';
import { DESCRIBED_FOR_MS, type DescriptionStore, descriptionsOf } from '../../descriptions.ts';
import { heedingRefusals } from '../../heedingRefusals.ts';
import { readAnswer } from '../../readAnswer.ts';
import type { CrmObjectSync, CrmSync } from '../../syncPort.ts';
import { namesOfUsers } from '../../userNames.ts';
import {
  accountPaths,
  getEither,
  ownerPaths,
  type Paths,
  pipelinesPaths,
  propertiesPaths,
} from '../describedPaths.ts';
import { hubspotRefusal } from '../refusal.ts';
import { accountDetails } from './account.ts';
import type { ArchivedPlaces } from './archivedPass.ts';
import { hubspotCreator } from './creator.ts';
import {
  associationFields,
  crmField,
  isReadOnly,
  type KeptProperties,
  keptProperties,
  pipelineList,
  propertyList,
} from './describe.ts';
import { type DoorOptions, hubspotDoor } from './door.ts';
import { hubspotFeed } from './feed.ts';
import { noteServerTime, type ObjectContext, readableOf } from './objectContext.ts';
import { HUBSPOT_OBJECTS, type HubspotObject } from './objects.ts';
import { readRecords } from './readRecords.ts';
import { SENDS_WITHIN_MS } from './sendRows.ts';
import { visibleIds } from './visibleIds.ts';
import { writeRecords } from './writeRecords.ts';

export interface HubspotSyncOptions extends DoorOptions {
  readonly portalId: string;
  readonly archivedPlaces: ArchivedPlaces;
  /** Of this portal and user. */
  readonly descriptions: DescriptionStore;
  /** The property that holds the key of records made by the sync, by object; best one with unique values. */
  readonly keyProperties: Readonly<Record<string, string>>;
  /** Hears the account's time zone, by which its daily limit ends. */
  readonly inTimeZone: (timeZone: string) => Promise<void>;
}

const ownerDetails = z.object({
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  email: z.string().nullish(),
});

/** How long HubSpot keeps what was archived. https://knowledge.hubspot.com/crm-setup/restore-deleted-records */
const ARCHIVED_KEPT_MS = 90 * 24 * 60 * 60_000;

/** A portal with the rights of the session. */
export const hubspotSync = (options: HubspotSyncOptions): CrmSync => {
  const { portalId, clock } = options;
  const door = hubspotDoor(options);
  const serverTime: ObjectContext['serverTime'] = { latest: null };
  const kept = { store: options.descriptions, now: clock.now };
  const propertiesKept = descriptionsOf('properties', keptProperties, kept);
  const pipelinesKept = descriptionsOf('pipelines', pipelineList, kept);
  const accountKept = descriptionsOf('account', accountDetails.nullable(), kept);
  let zoneHeard: string | null = null;

  const get = async (paths: Paths, signal: AbortSignal): Promise<unknown> => {
    const call: Call = options.budgeted(options.call);
    const refusal = (answer: Parameters<typeof hubspotRefusal>[0]) => hubspotRefusal(answer, clock.now());
    const authorized = authorizedCall({ call, session: options.session, signal, refusal });
    const { text, headers } = await getEither(authorized, paths);
    noteServerTime({ serverTime }, Date.parse(headers.get('Date') ?? ''));
    return parseJson(text);
  };
  const describe = async ({ name, path }: HubspotObject, signal: AbortSignal): Promise<KeptProperties> => {
    const list = await readAnswer(get(propertiesPaths(path), signal), propertyList);
    const properties = new Map(list.map((each) => [each.name, each]));
    const told = { properties, serverNow: serverTime.latest };
    await propertiesKept.keep(name, told);
    return told;
  };
  /** Every run opens: one in which nothing happened is not to cost a description each time. */
  const describedFor = async (object: HubspotObject, fields: readonly FieldName[], signal: AbortSignal) => {
    const known = await propertiesKept.read(object.name);
    const isEnough =
      known?.isRecent === true &&
      fields.every(
        (each) => known.told.properties.has(each) || object.associations.some(({ name }) => name === each),
      );
    return isEnough ? known.told : describe(object, signal);
  };
  const pipelinesOf = async ({ name, path, pipeline }: HubspotObject, signal: AbortSignal) => {
    if (pipeline === null) return { results: [] };
    const told = await readAnswer(get(pipelinesPaths(path), signal), pipelineList);
    await pipelinesKept.keep(name, told);
    return told;
  };

  /** Where the account does not tell, amounts without a currency of their own are in none that is known. */
  const accountOf = async (signal: AbortSignal) => {
    const known = await accountKept.read(portalId);
    const details = known?.isRecent === true ? known.told : await askAccount(signal);
    if (details === null || details.timeZone === zoneHeard) return details;
    await options.inTimeZone(details.timeZone);
    zoneHeard = details.timeZone;
    return details;
  };
  const askAccount = async (signal: AbortSignal) => {
    let details: z.infer<typeof accountDetails> | null = null;
    try {
      details = await readAnswer(get(accountPaths, signal), accountDetails);
    } catch (error) {
      const isSilent =
        error instanceof FailureError && ['crm.forbidden', 'crm.badAnswer'].includes(error.failure.code);
      if (!isSilent) throw error;
    }
    await accountKept.keep(portalId, details);
    return details;
  };

  /** A user who is not there any more, or whom the app has not been let see, is nobody; null as well. */
  const nameOf = async (userId: string, signal: AbortSignal): Promise<string | null> => {
    try {
      const { firstName, lastName, email } = await readAnswer(get(ownerPaths(userId), signal), ownerDetails);
      return [firstName, lastName].filter(Boolean).join(' ') || email || null;
    } catch (error) {
      const code = error instanceof FailureError ? error.failure.code : null;
      if (code === 'crm.notFound' || code === 'crm.forbidden' || code === 'crm.badAnswer') return null;
      throw error;
    }
  };

  return {
    system: 'hubspot',

    userNames: namesOfUsers(kept, async (ids, signal) => {
      const names = new Map<string, string>();
      for (const id of ids) {
        const name = await nameOf(id, signal);
        if (name !== null) names.set(id, name);
      }
      return names;
    }),

    async fields(name, signal, asOf = 'now') {
      const object = objectOf(name);
      const { properties } = await (asOf === 'now'
        ? describe(object, signal)
        : describedFor(object, [], signal));
      const known = asOf === 'now' || object.pipeline === null ? null : await pipelinesKept.read(name);
      const { results: pipelines } =
        known?.isRecent === true ? known.told : await pipelinesOf(object, signal);
      return [
        ...[...properties.values()]
          .filter(({ hidden }) => hidden !== true)
          .map((each) => crmField(each, object, pipelines)),
        ...associationFields(object),
      ];
    },

    async open(name, fields, signal): Promise<CrmObjectSync> {
      const object = objectOf(name);
      const { properties: described, serverNow } = await describedFor(object, fields, signal);
      const details = await accountOf(signal);
      const context: ObjectContext = {
        door,
        signal,
        clock,
        portalId,
        object,
        described,
        readable: readableOf(described, fields),
        associations: object.associations.filter((each) => fields.includes(each.name)),
        accountCurrency: details?.companyCurrency ?? null,
        currencies: new Map(),
        histories: new Map(),
        serverTime,
      };
      const key = described.get((options.keyProperties[name] ?? '') as FieldName);
      const opened: CrmObjectSync = {
        crm: {
          // Stamps are in milliseconds, and what a property held before is kept with its times.
          capabilities: { locking: 'none', history: true, stampMs: 1 },
          read: (ids) => readRecords(context, ids),
          write: (rows) => writeRecords(context, rows),
        },
        feed: hubspotFeed(context, options.archivedPlaces),
        creator: key === undefined || isReadOnly(key) ? null : hubspotCreator(context, key),
        sendsWithinMs: SENDS_WITHIN_MS,
        orgCurrency: context.accountCurrency,
        unseenFields: () => fields.filter((each) => !isRead(context, each)),
        deletesKnownFrom: async () => {
          // By a description that was kept it is at the latest so late there.
          const latest = serverTime.latest ?? (serverNow === null ? null : serverNow + DESCRIBED_FOR_MS);
          // Nobody knows what time it is there: nothing is sure to be remembered.
          const from = latest === null ? Number.POSITIVE_INFINITY : latest - ARCHIVED_KEPT_MS;
          return { kind: 'answered', value: from as ServerTime };
        },
        visibleIds: () => visibleIds(context),
      };
      return heedingRefusals(opened, () => propertiesKept.forget(name));
    },
  };
};

const isRead = ({ readable, associations }: ObjectContext, name: FieldName): boolean =>
  readable.has(name) || associations.some((each) => each.name === name);

const objectOf = (name: string): HubspotObject => {
  const object = HUBSPOT_OBJECTS.find((each) => each.name === name);
  if (object === undefined) throw new FailureError({ code: 'crm.notFound' });
  return object;
};
