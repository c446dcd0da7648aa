import { type Call, call as networkCall } from '../../../http/call.ts';
import type { FieldName } from '../../../sync/ids.ts';
import type { CrmSession } from '../../session.ts';
import type { CrmObjectSync, CrmSync } from '../../syncPort.ts';
import { creatorOf } from './creator.ts';
import { deletesKnownFrom, visibleIds } from './deletes.ts';
import { crmField } from './describe.ts';
import { type Described, describeObject } from './describeObject.ts';
import { salesforceDoor } from './door.ts';
import { feedOf } from './feed.ts';
import { CURRENCY_FIELD, type ObjectContext, readableOf } from './objectContext.ts';
import { readSide } from './readSide.ts';
import type { Currency } from './values.ts';
import { SENDS_WITHIN_MS, writeSide } from './writeSide.ts';

export interface SalesforceSyncOptions {
  /** `https://acme.my.salesforce.com`. */
  readonly instanceUrl: string;
  readonly session: CrmSession;
  /** By object the field that carries a new record's key: best an external id that is unique, else any text to search by. */
  readonly keyFields: Readonly<Record<string, FieldName>>;
  /** ISO 4217 of an org with one currency, which its API does not tell; null = unknown, and amounts are unseen. */
  readonly currency: Currency;
  /** Milliseconds that only ever grow and go on while the computer sleeps. */
  readonly elapsed: () => number;
  readonly call?: Call;
  /** Puts calls within the org's budget, for the sync's share of it. */
  readonly budgeted?: (call: Call) => Call;
  readonly now?: () => number;
  readonly isOnline?: () => boolean;
  /** Descriptions that were read before, by object: asked for again, they cost no body. */
  readonly described?: Map<string, Described>;
}

/** An org as the sync uses it, through the REST API with the user's own rights. */
export const salesforceSync = ({
  instanceUrl,
  session,
  keyFields,
  currency,
  elapsed,
  call = networkCall,
  budgeted = (each) => each,
  now = Date.now,
  isOnline = () => globalThis.navigator?.onLine !== false,
  described = new Map(),
}: SalesforceSyncOptions): CrmSync => {
  const door = salesforceDoor({ instanceUrl, session, call, budgeted, now, elapsed, isOnline });
  const describe = async (object: string, signal: AbortSignal): Promise<Described> => {
    const read = await describeObject(door, object, described.get(object) ?? null, signal);
    described.set(object, read);
    return read;
  };

  return {
    system: 'salesforce',

    async fields(object, signal) {
      const { object: found } = await describe(object, signal);
      return [...found.fields.values()].map(crmField);
    },

    async open(object, fields, signal): Promise<CrmObjectSync> {
      const { object: found, serverNow } = await describe(object, signal);
      const multiCurrency = found.fields.has(CURRENCY_FIELD);
      const context: ObjectContext = {
        door,
        signal,
        elapsed,
        org: new URL(instanceUrl).hostname,
        described: found,
        readable: readableOf(found, fields),
        orgCurrency: multiCurrency ? null : currency,
        currencies: multiCurrency ? new Map() : null,
      };
      const keyField = keyFields[object];
      return {
        crm: {
          // Whole seconds, and no field history: reading it is a right of its own, and it has no times of single fields otherwise.
          capabilities: { locking: 'wholeSecondLock', history: false, stampMs: 1_000 },
          read: readSide(context),
          write: writeSide(context),
        },
        feed: feedOf(context),
        creator: keyField === undefined ? null : creatorOf(context, keyField),
        sendsWithinMs: SENDS_WITHIN_MS,
        unseenFields: () => fields.filter((name) => !context.readable.has(name)),
        deletesKnownFrom: () => deletesKnownFrom(context, serverNow),
        visibleIds: () => visibleIds(context),
      };
    },
  };
};
