import { approveBrake, askBrake, listBrakeQuestions, resumeSync } from './routes/brake.ts';
import { getRecordStatus, listConflicts, resolveConflicts } from './routes/conflicts.ts';
import {
  getCustomer,
  getRecordView,
  listContacts,
  listCustomers,
  listInvoices,
  listOrders,
  listPayments,
  listProductsBought,
  listQuotes,
  matchCustomers,
} from './routes/customers.ts';
import { listErpFields } from './routes/fields.ts';
import {
  deleteHubspotConnection,
  exchangeHubspotCode,
  getHubspotSetup,
  refreshHubspotToken,
} from './routes/hubspot.ts';
import { deleteLink, listLinks, putLink } from './routes/links.ts';
import { deleteNeverLink, putNeverLink } from './routes/neverLinks.ts';
import { convertOpportunity } from './routes/opportunities.ts';
import { getContract, getHealth, getMe, getReadiness } from './routes/service.ts';
import {
  getConfig,
  getFieldMapping,
  getMappingDefaults,
  putConfig,
  putFieldMapping,
} from './routes/settings.ts';
import {
  commitSync,
  deleteDeadLetter,
  getSync,
  listChanges,
  listDeadLetters,
  prepareSync,
  putDeadLetter,
  readErpRecords,
  readSyncLinks,
  repointSync,
  reportRun,
  syncCustomer,
  takeLease,
  triggerSync,
} from './routes/sync.ts';
import {
  answerTwin,
  listTwinDoubts,
  listTwins,
  lookForTwins,
  recordTwins,
  releaseTwins,
  settleTwins,
  suspectTwins,
} from './routes/twins.ts';
import { createWebhook, deleteWebhook, listWebhooks } from './routes/webhooks.ts';

/**
 * Every endpoint of the ERP API. The server mounts them in this order (`customers/match` before `customers/{id}`), the contract
 * describes them, and `server/access/endpoints.ts` says for each who may call it: a test walks all three.
 *
 * Architecture invariant: routes are for the server and the contract only; the extension imports the schemas, never this.
 */
export const routes = {
  getHealth,
  getReadiness,
  getContract,
  getMe,
  listCustomers,
  matchCustomers,
  getCustomer,
  listInvoices,
  listOrders,
  listPayments,
  listQuotes,
  listContacts,
  listProductsBought,
  getRecordView,
  listLinks,
  putLink,
  deleteLink,
  putNeverLink,
  deleteNeverLink,
  getSync,
  triggerSync,
  syncCustomer,
  listChanges,
  readSyncLinks,
  readErpRecords,
  prepareSync,
  commitSync,
  repointSync,
  takeLease,
  reportRun,
  listDeadLetters,
  putDeadLetter,
  deleteDeadLetter,
  askBrake,
  listBrakeQuestions,
  approveBrake,
  resumeSync,
  listTwins,
  answerTwin,
  lookForTwins,
  settleTwins,
  recordTwins,
  releaseTwins,
  listTwinDoubts,
  suspectTwins,
  listConflicts,
  resolveConflicts,
  getRecordStatus,
  convertOpportunity,
  listWebhooks,
  createWebhook,
  deleteWebhook,
  getConfig,
  putConfig,
  getFieldMapping,
  getMappingDefaults,
  putFieldMapping,
  listErpFields,
  getHubspotSetup,
  exchangeHubspotCode,
  refreshHubspotToken,
  deleteHubspotConnection,
} as const;
export type RouteName = keyof typeof routes;
