import { type ConvertRequest, convertRequest } from '../../erp/api/convert.ts';
import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import { customerId } from '../../erp/api/primitives.ts';
import { asAnswer } from '../../erp/client/sync/asAnswer.ts';
import type { Ordered } from '../../erp/client/sync/orderCalls.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import type { Answer } from '../../sync/answer.ts';
import type { CrmId, OpportunityId, OrderId, OrderKey } from '../../sync/ids.ts';
import type { AutoOrder, Won } from '../../sync/order/autoOrder.ts';
import type { OpportunityReading, OrderBook } from '../../sync/order/ports.ts';
import type { Refused, Side } from '../../sync/ports.ts';
import type { Found } from '../../sync/reading.ts';
import type { Observer } from './observed.ts';
import { customerKeyOf, isWon, ORDER_FIELDS, orderOf, wonSince } from './wonOpportunity.ts';

export interface AutoOrderParts {
  readonly use: <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;
  readonly pair: MappingPair;
  readonly org: string;
  /** ISO 4217 of records that name none; null = not known. */
  readonly orgCurrency: string | null;
  readonly crm: Side<CrmId>;
  /** Opportunities that have their order, as this worker has learned; it is added to. */
  readonly ordered: Set<string>;
  /** Epoch ms: what was won before is nobody's order. */
  readonly since: number;
  readonly newId: () => string;
  readonly observer: Pick<Observer, 'failed' | 'ordered'>;
}

/** Of opportunities that are met again with every run, because they changed lately. */
const MOST_REMEMBERED = 10_000;

const NOT_OURS: Answer<never> = { kind: 'notSent', reason: 'forbidden' };

/** The CRM does not tell this user when it was won, and it may have been before. */
const TIME_UNKNOWN: Refused = { code: 'order.wonTimeUnknown', message: '' };

/** Its account is linked with several customers: whose order it is, a person says by linking the deal itself. */
const SEVERAL_CUSTOMERS: Refused = { code: 'order.severalCustomers', message: '' };

/** As people are told of it: with a name that says that it is about the order. */
const refusalOf = ({ code, message }: Refused): Refused => ({
  code: code.startsWith('order.') ? code : 'order.refused',
  message,
});

/** Won opportunities of linked customers become orders; `crm` is the side as the engine is to read it, so that what it has read need not be read again. */
export const autoOrders = (
  parts: AutoOrderParts,
): { readonly orders: AutoOrder; readonly crm: Side<CrmId> } => {
  const { use, pair, org, crm, ordered, since, observer } = parts;
  const { signal } = new AbortController();
  const won = new Map<CrmId, Found<CrmId>>();

  const read: Side<CrmId>['read'] = async (ids) => {
    const answer = await crm.read(ids);
    if (answer.kind === 'answered')
      for (const [index, reading] of answer.value.entries()) {
        const asked = ids[index];
        if (asked === undefined) continue;
        if (reading.kind === 'found' && isWon(pair.system, reading)) won.set(asked, reading);
        else won.delete(asked);
      }
    return answer;
  };

  /** By record, the customers of the ERP that it is linked with. */
  const linkedWith = async (
    object: string,
    keys: readonly CrmId[],
  ): Promise<ReadonlyMap<string, readonly string[]>> => {
    const dirty = [...new Set<string>(keys)].map((id) => ({ kind: 'crm' as const, id }));
    if (dirty.length === 0) return new Map();
    const of = { system: pair.system, org, object, erpObject: 'customer' as const };
    const views = await use((calls) => calls.links(dirty, of, signal));
    const customers = new Map<string, string[]>();
    for (const { link } of views)
      for (const id of [link.crm, ...link.aliases])
        customers.set(id, [...(customers.get(id) ?? []), link.erp.slice('customer/'.length)]);
    return customers;
  };

  /** By opportunity with a twin in the ERP, whose that is. */
  const customersOfTwins = async (
    keys: readonly CrmId[],
  ): Promise<ReadonlyMap<string, readonly string[]>> => {
    const dirty = keys.map((id) => ({ kind: 'crm' as const, id }));
    if (dirty.length === 0) return new Map();
    const of = { system: pair.system, org, object: pair.object, erpObject: 'opportunity' as const };
    const views = await use((calls) => calls.links(dirty, of, signal));
    const ids = views.map(({ link }) => link.erp);
    const readings = ids.length === 0 ? [] : await use((calls) => calls.records(ids, signal));
    return new Map(
      views.flatMap(({ link }, index) => {
        const reading = readings[index];
        const stored = reading?.kind === 'found' ? reading.fields.customer : undefined;
        return stored?.kind === 'value' ? [[link.crm as string, [String(stored.value)]] as const] : [];
      }),
    );
  };

  /** By won opportunity, its customer; null = its account has several, and neither its twin nor a link of its own says whose it is. */
  const customersOf = (
    readings: readonly Found<CrmId>[],
  ): Promise<Answer<ReadonlyMap<string, string | null>>> =>
    asAnswer(async () => {
      const keyed = readings.flatMap((reading) => {
        const key = customerKeyOf(reading);
        return key === null ? [] : [{ id: reading.id, key }];
      });
      const ofAccounts = await linkedWith(
        ORDER_FIELDS[pair.system].customerObject,
        keyed.map(({ key }) => key),
      );
      const several = keyed.filter(({ key }) => (ofAccounts.get(key)?.length ?? 0) > 1);
      const deals = several.map(({ id }) => id);
      const own = new Map([...(await linkedWith(pair.object, deals)), ...(await customersOfTwins(deals))]);
      const customers = new Map<string, string | null>();
      for (const { id, key } of keyed) {
        const [first, second] = ofAccounts.get(key) ?? [];
        const [chosen, other] = own.get(id) ?? [];
        if (first === undefined) continue;
        customers.set(id, second === undefined ? first : other === undefined ? (chosen ?? null) : null);
      }
      return customers;
    }, observer.failed);

  const readOne = async (id: OpportunityId): Promise<Answer<OpportunityReading>> => {
    const answer = await crm.read([id as string as CrmId]);
    if (answer.kind !== 'answered') return answer;
    const [reading] = answer.value;
    if (reading?.kind !== 'found') return { kind: 'answered', value: { kind: 'absent' } };
    const request = await requestOf(reading);
    if (request.kind !== 'answered') return request;
    return {
      kind: 'answered',
      value: {
        kind: 'found',
        id: reading.id as string as OpportunityId,
        mergedIds: (reading.formerly ?? []).map((each) => each as string as OpportunityId),
        won: request.value !== null && isWon(pair.system, reading),
        content: JSON.stringify(request.value),
      },
    };
  };

  const requestOf = async (reading: Found<CrmId>): Promise<Answer<ConvertRequest | null>> => {
    const customers = await customersOf([reading]);
    if (customers.kind !== 'answered') return customers;
    const customer = customerId.safeParse(customers.value.get(reading.id)).data;
    const value = customer === undefined ? null : orderOf(reading, customer, parts.orgCurrency);
    return { kind: 'answered', value };
  };

  const remember = (opportunity: string): void => {
    if (ordered.size >= MOST_REMEMBERED) ordered.clear();
    ordered.add(opportunity);
  };

  const claim: OrderBook['claim'] = async ([key], { opportunity, content }) => {
    const body = convertRequest.parse(JSON.parse(content));
    const answer = await asAnswer<Ordered>(
      () => use((calls) => calls.orders.convert(body, parts.newId(), signal)),
      observer.failed,
    );
    if (answer.kind !== 'answered' || key === undefined)
      return answer.kind === 'answered' ? NOT_OURS : answer;
    const { value: made } = answer;
    if (made.kind === 'refused') return { kind: 'answered', value: { refused: refusalOf(made) } };
    remember(opportunity);
    if (made.kind === 'made')
      observer.ordered({ ...made.total, opportunity, order: made.order, draft: made.draft?.code ?? null });
    // Somebody else's, out of sight: that it is there is all there is to tell.
    const order = (made.order ?? '') as OrderId;
    return {
      kind: 'answered',
      value: { claim: { key, opportunity, content, order, confirmed: true }, mine: made.kind === 'made' },
    };
  };

  const orders: AutoOrder = {
    won: async (ids) => {
      const readings = ids.flatMap((id) => {
        const reading = won.get(id);
        if (reading === undefined || ordered.has(reading.id)) return [];
        const when = wonSince(pair.system, reading, since);
        return when === 'before'
          ? []
          : [{ id, reading, undecided: when === 'unknown' ? TIME_UNKNOWN : null }];
      });
      const customers = await customersOf(readings.map(({ reading }) => reading));
      if (customers.kind !== 'answered') return customers;
      const linked = readings.filter(({ reading }) => customers.value.has(reading.id));
      const value = linked.map(({ id, reading, undecided }): Won => {
        const isSomebodys = customers.value.get(reading.id) !== null;
        return {
          met: id,
          opportunity: reading.id as string as OpportunityId,
          undecided: undecided ?? (isSomebodys ? null : SEVERAL_CUSTOMERS),
        };
      });
      return { kind: 'answered', value };
    },
    ports: {
      read: readOne,
      book: {
        claim,
        // The order was made and confirmed with its claim, in one transaction of the ERP API: there is nothing left to record.
        record: async () => NOT_OURS,
        confirmed: async () => NOT_OURS,
        claims: async () => ({ kind: 'answered', value: [] }),
        ask: async (key) => {
          observer.failed({ code: 'erp.conflict', detail: `Edited after its order: ${key}` });
          return { kind: 'answered', value: 'done' };
        },
      },
      erpOrders: null,
      // The ERP API makes the key itself, of tenant, org and opportunity: here the opportunity's name stands for it.
      keyOf: (opportunity) => opportunity as string as OrderKey,
    },
  };
  return { orders, crm: { ...crm, read } };
};
