import { FailureError } from '../../../failure.ts';
import type { Call } from '../../../http/call.ts';
import { parseJson } from '../../../http/json.ts';
import type { FieldName, ServerTime } from '../../../sync/ids.ts';
import { authorizedCall } from '../../authorizedCall.ts';
import { readAnswer } from '../../readAnswer.ts';
import type { CrmField, CrmObjectSync, CrmSync } from '../../syncPort.ts';
import { accountPaths, getEither, type Paths, pipelinesPaths, propertiesPaths } from '../describedPaths.ts';
import { hubspotRefusal } from '../refusal.ts';
import { accountDetails } from './account.ts';
import type { ArchivedPlaces } from './archivedPass.ts';
import { hubspotCreator } from './creator.ts';
import {
  associationFields,
  crmField,
  isReadOnly,
  type Property,
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
  /** The property that holds the key of records made by the sync, by object; best one with unique values. */
  readonly keyProperties: Readonly<Record<string, string>>;
  /** Hears the account's time zone, by which its daily limit ends. */
  readonly inTimeZone: (timeZone: string) => Promise<void>;
}

/** How long HubSpot keeps what was archived. https://knowledge.hubspot.com/crm-setup/restore-deleted-records */
const ARCHIVED_KEPT_MS = 90 * 24 * 60 * 60_000;

/** How long a description serves for opening: what was deleted since is left out by the portal, what is new is asked for. */
const DESCRIBED_FOR_MS = 60 * 60_000;

interface Described {
  readonly at: number;
  readonly properties: ReadonlyMap<FieldName, Property>;
}

/** A portal with the rights of the session. */
export const hubspotSync = (options: HubspotSyncOptions): CrmSync => {
  const { portalId, clock } = options;
  const door = hubspotDoor(options);
  const serverTime: ObjectContext['serverTime'] = { latest: null };
  const descriptions = new Map<string, Described>();
  const listed = new Map<string, { readonly at: number; readonly fields: readonly CrmField[] }>();
  let account: Promise<{ readonly companyCurrency: string } | null> | null = null;

  const get = async (paths: Paths, signal: AbortSignal): Promise<unknown> => {
    const call: Call = options.budgeted(options.call);
    const refusal = (answer: Parameters<typeof hubspotRefusal>[0]) => hubspotRefusal(answer, clock.now());
    const authorized = authorizedCall({ call, session: options.session, signal, refusal });
    const { text, headers } = await getEither(authorized, paths);
    noteServerTime({ serverTime }, Date.parse(headers.get('Date') ?? ''));
    return parseJson(text);
  };
  const describe = async (
    { name, path }: HubspotObject,
    signal: AbortSignal,
  ): Promise<Described['properties']> => {
    const list = await readAnswer(get(propertiesPaths(path), signal), propertyList);
    const properties = new Map(list.map((each) => [each.name, each]));
    descriptions.set(name, { at: clock.elapsed(), properties });
    return properties;
  };
  /** Every run opens: one in which nothing happened is not to cost a description each time. */
  const describedFor = async (object: HubspotObject, fields: readonly FieldName[], signal: AbortSignal) => {
    const known = descriptions.get(object.name);
    const isEnough =
      known !== undefined &&
      clock.elapsed() - known.at < DESCRIBED_FOR_MS &&
      fields.every(
        (each) => known.properties.has(each) || object.associations.some(({ name }) => name === each),
      );
    return isEnough ? known.properties : describe(object, signal);
  };

  /** Where the account does not tell, amounts without a currency of their own are in none that is known. */
  const accountOf = (signal: AbortSignal) => {
    account ??= readAnswer(get(accountPaths, signal), accountDetails).then(
      async (details) => {
        await options.inTimeZone(details.timeZone);
        return details;
      },
      (error: unknown) => {
        account = null;
        if (error instanceof FailureError && ['crm.forbidden', 'crm.badAnswer'].includes(error.failure.code))
          return null;
        throw error;
      },
    );
    return account;
  };

  return {
    system: 'hubspot',

    async fields(name, signal, asOf = 'now') {
      const known = listed.get(name);
      if (asOf === 'lately' && known !== undefined && clock.elapsed() - known.at < DESCRIBED_FOR_MS)
        return known.fields;
      const object = objectOf(name);
      const properties = [...(await describe(object, signal)).values()];
      const { results: pipelines } =
        object.pipeline === null
          ? { results: [] }
          : await readAnswer(get(pipelinesPaths(object.path), signal), pipelineList);
      const fields = [
        ...properties
          .filter(({ hidden }) => hidden !== true)
          .map((each) => crmField(each, object, pipelines)),
        ...associationFields(object),
      ];
      listed.set(name, { at: clock.elapsed(), fields });
      return fields;
    },

    async open(name, fields, signal): Promise<CrmObjectSync> {
      const object = objectOf(name);
      const described = await describedFor(object, fields, signal);
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
      return {
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
          const { latest } = serverTime;
          // Nobody knows what time it is there: nothing is sure to be remembered.
          const from = latest === null ? Number.POSITIVE_INFINITY : latest - ARCHIVED_KEPT_MS;
          return { kind: 'answered', value: from as ServerTime };
        },
        visibleIds: () => visibleIds(context),
      };
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
