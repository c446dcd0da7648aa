import { archivedRecords } from './archivedRecords.ts';
import { brakeCounters } from './brakeCounters.ts';
import { brakeQuestions } from './brakeQuestions.ts';
import { changes } from './changes.ts';
import { companies } from './company.ts';
import { conflicts } from './conflicts.ts';
import { contacts } from './contacts.ts';
import { conversions } from './conversions.ts';
import { customerKeys } from './customerKeys.ts';
import { customers } from './customers.ts';
import { deadLetters } from './deadLetters.ts';
import { endedLinks } from './endedLinks.ts';
import { hubspotConnections } from './hubspotConnections.ts';
import { idempotencyKeys } from './idempotencyKeys.ts';
import { intents } from './intents.ts';
import { creditAllocations, instalments, invoiceLines, invoices, invoiceTaxes } from './invoices.ts';
import { leases } from './leases.ts';
import { ledger, ledgerHeads } from './ledger.ts';
import { links } from './links.ts';
import { neverLinks } from './neverLinks.ts';
import { opportunities } from './opportunities.ts';
import { orderLines, orders, shipments } from './orders.ts';
import { paymentAllocations, payments } from './payments.ts';
import { products } from './products.ts';
import { quoteLines, quotes } from './quotes.ts';
import { runRows, runs } from './runs.ts';
import { settings, settingVersions } from './settings.ts';
import { syncPauses } from './syncPauses.ts';
import { tokens } from './tokens.ts';
import { twinSuspects, twins } from './twins.ts';
import { webhookDeliveries, webhooks } from './webhooks.ts';

/** The embedded books, in the order in which they can be filled: a row comes after what it belongs to. */
export const bookTables = {
  companies,
  customers,
  customerKeys,
  contacts,
  products,
  quotes,
  quoteLines,
  orders,
  orderLines,
  shipments,
  invoices,
  instalments,
  invoiceLines,
  invoiceTaxes,
  creditAllocations,
  payments,
  paymentAllocations,
  opportunities,
};

/** Every table. A test walks them: each has its tenant and its wall. */
export const schema = {
  ...bookTables,
  tokens,
  links,
  neverLinks,
  hubspotConnections,
  settings,
  settingVersions,
  changes,
  conflicts,
  endedLinks,
  archivedRecords,
  conversions,
  intents,
  leases,
  runs,
  runRows,
  deadLetters,
  ledger,
  ledgerHeads,
  idempotencyKeys,
  brakeCounters,
  brakeQuestions,
  syncPauses,
  webhooks,
  webhookDeliveries,
  twins,
  twinSuspects,
};
