/*
 * Closed-won → exactly one sales order.
 *
 *   key taken (the primary key decides who is first) → customer locked → credit → order → ledger
 *
 * The loser waits at the key for the winner's commit and is told of the winner's order. A winner that is rolled back leaves the key
 * free. An order is never deleted: undoing it is a status, or a credit note.
 */
import { and, eq, inArray } from 'drizzle-orm';
import { ordersOf } from '../../../../finance/documents/orders.ts';
import { totalsOf } from '../../../../finance/documents/parts.ts';
import type { Conversion, ConvertRequest, DraftReason } from '../../../api/convert.ts';
import { recordKey } from '../../../api/recordKey.ts';
import { readCompany } from '../../../sources/embedded/company.ts';
import { findCustomer } from '../../../sources/embedded/customers.ts';
import { readLatestRate } from '../../../sources/embedded/deals.ts';
import type { SourceCompany } from '../../../sources/source.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { conversions } from '../../database/schema/conversions.ts';
import { orderLines, orders } from '../../database/schema/orders.ts';
import { Refusal } from '../../http/refusal.ts';
import type { Actor } from '../actor.ts';
import { countAgainstBrake } from '../brake.ts';
import { databaseTime } from '../clock.ts';
import { refuseWhilePaused } from '../guard.ts';
import { appendLedger } from '../ledger/append.ts';
import { autoOrderSince, readConfig } from '../settings.ts';
import { type Demand, whyDraft } from './credit.ts';
import { orderKey, orderNumber } from './orderKey.ts';

/** @throws {Refusal} opportunity.converted with the first order; customer.unknown; order.rateUnknown; order.wonBefore; sync.paused */
export const convertOpportunity = async (
  transaction: TenantTransaction,
  actor: Actor,
  request: ConvertRequest,
  now: Date,
): Promise<Conversion> => {
  const { tenant, user, visibleTo } = actor;
  const { content: config } = await readConfig(transaction, tenant, 'hold');
  if (request.trigger === 'auto') {
    if (config.paused || !config.flags.m38_crm_auto_order) throw new Refusal('sync.paused');
    await refuseWhilePaused(transaction, tenant, config);
    await refuseWonBefore(transaction, tenant, request);
  }
  const { customer } = request;
  const company = await readCompany(transaction, tenant, now);
  const seen = await findCustomer(transaction, tenant, customer, visibleTo);
  if (company === null || seen === null) throw new Refusal('customer.unknown');
  await refuseConverted(transaction, actor, request);
  const demand = await demandOf(transaction, tenant, request, company);
  const key = orderKey(tenant, request.opportunity);
  const order = {
    tenant,
    id: orderNumber(key),
    customer,
    date: company.asOf,
    currency: request.currency,
    bookedRate: demand.rate,
    quote: null,
    opportunity: recordKey(request.opportunity),
  };
  const lines = request.lines.map((line, position) => ({
    ...line,
    tenant,
    customer,
    document: order.id,
    position,
    invoicedQuantity: '0',
  }));
  // The customer's row is the queue: keys are taken behind it, so that a loser never sees half of the winner's.
  const draftReason = await whyDraft(transaction, tenant, customer, company.currency, demand);
  const state = draftReason === null ? ('confirmed' as const) : ('draft' as const);
  const made = await transaction
    .insert(orders)
    .values({ ...order, state })
    .onConflictDoNothing()
    .returning({ id: orders.id });
  if (made.length === 0) {
    await refuseConverted(transaction, actor, request);
    throw new Error(`The order number ${order.id} belongs to something else.`);
  }
  const conversion = await takeKeys(transaction, actor, request, order.id, draftReason);
  await transaction.insert(orderLines).values(lines);
  await countAgainstBrake(transaction, tenant, config.brake.perHour, { orders: 1 });
  await appendLedger(transaction, actor, [
    {
      run: null,
      link: null,
      content: {
        kind: 'ordered',
        opportunity: order.opportunity,
        order: order.id,
        amount: demand.amount,
        currency: demand.currency,
        draft: draftReason,
      },
    },
  ]);
  const [view] = ordersOf([{ ...order, state, lines }], []);
  if (view === undefined) throw new Error('An order was made and is not there.');
  const { poNumber, shipTo, requestedDate } = request;
  return {
    opportunity: order.opportunity,
    order: view,
    draftReason,
    poNumber,
    shipTo,
    requestedDate,
    convertedBy: user,
    convertedAt: conversion.toISOString(),
  };
};

/** Switching it on orders nothing that was won before. */
const refuseWonBefore = async (
  transaction: TenantTransaction,
  tenant: string,
  { wonAt }: ConvertRequest,
): Promise<void> => {
  const since = await autoOrderSince(transaction, tenant);
  if (wonAt === null || since === null || Date.parse(wonAt) < since.getTime())
    throw new Refusal('order.wonBefore');
};

const opportunities = ({ opportunity, mergedIds }: ConvertRequest) => [
  opportunity,
  ...[...new Set(mergedIds)].filter((id) => id !== opportunity.id).map((id) => ({ ...opportunity, id })),
];

/** Named by the keys that were taken, or by an order of the books that carries the opportunity. */
const refuseConverted = async (
  transaction: TenantTransaction,
  { tenant, visibleTo }: Actor,
  request: ConvertRequest,
): Promise<void> => {
  const asked = opportunities(request);
  const keys = asked.map((each) => orderKey(tenant, each));
  const [taken] = await transaction
    .select({ order: orders.id, customer: orders.customer })
    .from(conversions)
    .innerJoin(orders, and(eq(orders.tenant, conversions.tenant), eq(orders.id, conversions.order)))
    .where(and(eq(conversions.tenant, tenant), inArray(conversions.key, keys)))
    .limit(1);
  const [first] =
    taken === undefined
      ? await transaction
          .select({ order: orders.id, customer: orders.customer })
          .from(orders)
          .where(and(eq(orders.tenant, tenant), inArray(orders.opportunity, asked.map(recordKey))))
          .limit(1)
      : [taken];
  if (first === undefined) return;
  // An order of a customer out of sight is there, and that is all there is to tell.
  const isSeen = (await findCustomer(transaction, tenant, first.customer, visibleTo)) !== null;
  throw new Refusal('opportunity.converted', isSeen ? { order: first.order } : {});
};

const demandOf = async (
  transaction: TenantTransaction,
  tenant: string,
  { lines, currency }: ConvertRequest,
  company: SourceCompany,
): Promise<Demand> => {
  const { total } = totalsOf(lines);
  if (currency === company.currency) return { amount: total, currency, rate: '1' };
  const booked = await readLatestRate(transaction, tenant, currency, company.asOf);
  if (booked === null) {
    throw new Refusal('order.rateUnknown', {
      detail: `The company has booked nothing in ${currency} yet. Order in ${company.currency}, or book a rate in the ERP.`,
    });
  }
  return { amount: total, currency, rate: booked.rate };
};

/** @returns when. */
const takeKeys = async (
  transaction: TenantTransaction,
  actor: Actor,
  request: ConvertRequest,
  order: string,
  draftReason: DraftReason | null,
): Promise<Date> => {
  const { tenant, user } = actor;
  const convertedAt = await databaseTime(transaction);
  const { poNumber, shipTo, requestedDate } = request;
  const rows = opportunities(request)
    .map((each, index) => ({
      tenant,
      key: orderKey(tenant, each),
      opportunity: recordKey(each),
      order,
      isMain: index === 0,
      poNumber,
      shipTo,
      requestedDate,
      draftReason,
      convertedBy: user,
      convertedAt,
    }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const taken = await transaction
    .insert(conversions)
    .values(rows)
    .onConflictDoNothing()
    .returning({ key: conversions.key });
  // Somebody converted it, or one that was merged into it, a moment ago: this transaction ends here, and so does its order.
  if (taken.length < rows.length) {
    await refuseConverted(transaction, actor, request);
    throw new Error('A key of an order is taken by none.');
  }
  return convertedAt;
};
