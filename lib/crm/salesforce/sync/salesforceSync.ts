import { type Call, call as networkCall } from '../../../http/call.ts';
import type { FieldName, ServerTime } from '../../../sync/ids.ts';
import { type DescriptionStore, descriptionsOf } from '../../descriptions.ts';
import { heedingRefusals } from '../../heedingRefusals.ts';
import type { CrmSession } from '../../session.ts';
import type { CrmField, CrmObjectSync, CrmSync } from '../../syncPort.ts';
import { namesOfUsers } from '../../userNames.ts';
import { askUsers } from './askUsers.ts';
import { creatorOf } from './creator.ts';
import { deletesKnownFrom, visibleIds } from './deletes.ts';
import { crmField } from './describe.ts';
import { type Described, describeObject, described as keptDescription } from './describeObject.ts';
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
  /** Of this org and user. */
  readonly descriptions: DescriptionStore;
  /** Milliseconds that only ever grow and go on while the computer sleeps. */
  readonly elapsed: () => number;
  readonly call?: Call;
  /** Puts calls within the org's budget, for the sync's share of it. */
  readonly budgeted?: (call: Call) => Call;
  readonly now?: () => number;
  readonly isOnline?: () => boolean;
}

/** An org as the sync uses it, through the REST API with the user's own rights. */
export const salesforceSync = ({
  instanceUrl,
  session,
  keyFields,
  currency,
  descriptions: store,
  elapsed,
  call = networkCall,
  budgeted = (each) => each,
  now = Date.now,
  isOnline = () => globalThis.navigator?.onLine !== false,
}: SalesforceSyncOptions): CrmSync => {
  const door = salesforceDoor({ instanceUrl, session, call, budgeted, now, elapsed, isOnline });
  const descriptions = descriptionsOf('fields', keptDescription, { store, now });
  /** One that was read before costs a call, but no body. */
  const describe = async (object: string, signal: AbortSignal): Promise<Described> => {
    const known = await descriptions.read(object);
    const described = await describeObject(door, object, known?.told ?? null, signal);
    await descriptions.keep(object, described);
    return described;
  };
  /** Every run opens: one in which nothing happened is not to cost a description each time. */
  const describedFor = async (
    object: string,
    fields: readonly FieldName[],
    signal: AbortSignal,
  ): Promise<Described> => {
    const known = await descriptions.read(object);
    if (known === null || !known.isRecent) return describe(object, signal);
    const { told: described, ageMs } = known;
    const isKnown = (name: FieldName) =>
      described.object.fields.has(name) || (name === CURRENCY_FIELD && currency !== null);
    if (!fields.every(isKnown)) return describe(object, signal);
    return { ...described, serverNow: (described.serverNow + ageMs) as ServerTime };
  };

  return {
    system: 'salesforce',

    userNames: namesOfUsers({ store, now }, (ids, signal) => askUsers(door, ids, signal)),

    async fields(object, signal, asOf = 'now') {
      const { object: found } = await (asOf === 'now'
        ? describe(object, signal)
        : describedFor(object, [], signal));
      const fields = [...found.fields.values()].map(crmField);
      const namesNone = !found.fields.has(CURRENCY_FIELD) && fields.some(({ type }) => type === 'amount');
      return namesNone && currency !== null ? [...fields, orgCurrencyField(currency)] : fields;
    },

    async open(object, fields, signal): Promise<CrmObjectSync> {
      const { object: found, serverNow } = await describedFor(object, fields, signal);
      const multiCurrency = found.fields.has(CURRENCY_FIELD);
      const tellsOrgCurrency = !multiCurrency && currency !== null && fields.includes(CURRENCY_FIELD);
      const context: ObjectContext = {
        door,
        signal,
        elapsed,
        org: new URL(instanceUrl).hostname,
        described: found,
        readable: readableOf(found, fields),
        orgCurrency: multiCurrency ? null : currency,
        tellsOrgCurrency,
        currencies: multiCurrency ? new Map() : null,
      };
      const keyField = keyFields[object];
      const opened: CrmObjectSync = {
        crm: {
          // Whole seconds, and no field history: reading it is a right of its own, and it has no times of single fields otherwise.
          capabilities: { locking: 'wholeSecondLock', history: false, stampMs: 1_000 },
          read: readSide(context),
          write: writeSide(context),
        },
        feed: feedOf(context),
        creator: keyField === undefined ? null : creatorOf(context, keyField),
        sendsWithinMs: SENDS_WITHIN_MS,
        orgCurrency: context.orgCurrency,
        unseenFields: () =>
          fields.filter(
            (name) => !(context.readable.has(name) || (tellsOrgCurrency && name === CURRENCY_FIELD)),
          ),
        deletesKnownFrom: () => deletesKnownFrom(context, serverNow),
        visibleIds: () => visibleIds(context),
      };
      return heedingRefusals(opened, () => descriptions.forget(object));
    },
  };
};

/** What an org with one currency does not tell of its records, so that an amount has the currency that it is in beside it. */
const orgCurrencyField = (currency: string): CrmField => ({
  name: CURRENCY_FIELD,
  label: 'Currency',
  type: 'picklist',
  readOnly: true,
  creatable: false,
  required: false,
  unique: false,
  maxLength: 3,
  options: [{ value: currency, label: currency }],
});
