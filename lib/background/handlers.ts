import type { Handlers } from '../messaging/serve.ts';
import { confirmAccept } from './handlers/confirmAccept.ts';
import { confirmDecline } from './handlers/confirmDecline.ts';
import { confirmRead } from './handlers/confirmRead.ts';
import { connectionsRead } from './handlers/connectionsRead.ts';
import { crmDisconnect } from './handlers/crmDisconnect.ts';
import { crmTest } from './handlers/crmTest.ts';
import { customerDocuments } from './handlers/customerDocuments.ts';
import { customersSearch } from './handlers/customersSearch.ts';
import { erpConnect } from './handlers/erpConnect.ts';
import { erpDisconnect } from './handlers/erpDisconnect.ts';
import { erpTest } from './handlers/erpTest.ts';
import { hubspotConnect } from './handlers/hubspotConnect.ts';
import { linkPropose } from './handlers/linkPropose.ts';
import { offlineReadingRead } from './handlers/offlineReadingRead.ts';
import { offlineReadingWrite } from './handlers/offlineReadingWrite.ts';
import { optionsOpen } from './handlers/optionsOpen.ts';
import { panelMount } from './handlers/panelMount.ts';
import { panelPreferencesRead } from './handlers/panelPreferencesRead.ts';
import { panelPreferencesWrite } from './handlers/panelPreferencesWrite.ts';
import { recordCached } from './handlers/recordCached.ts';
import { recordSuggestions } from './handlers/recordSuggestions.ts';
import { recordView } from './handlers/recordView.ts';
import { requestCancel } from './handlers/requestCancel.ts';
import { salesforceConnect } from './handlers/salesforceConnect.ts';
import { salesforceCurrency } from './handlers/salesforceCurrency.ts';
import type { Services } from './services.ts';
import { syncHandlers } from './sync/messages.ts';

/** One line per message. */
export const createHandlers = (services: Services): Handlers => ({
  'panel.mount': panelMount(services),
  'panel.preferences.read': panelPreferencesRead(),
  'panel.preferences.write': panelPreferencesWrite(),
  'record.cached': recordCached(services),
  'record.view': recordView(services),
  'customer.documents': customerDocuments(services),
  'record.suggestions': recordSuggestions(services),
  'request.cancel': requestCancel(services),
  'link.propose': linkPropose(services),
  'confirm.read': confirmRead(services),
  'confirm.accept': confirmAccept(services),
  'confirm.decline': confirmDecline(services),
  'customers.search': customersSearch(services),
  'offlineReading.read': offlineReadingRead(services),
  'offlineReading.write': offlineReadingWrite(services),
  'options.open': optionsOpen(),
  'connections.read': connectionsRead(services),
  'erp.connect': erpConnect(services),
  'erp.test': erpTest(services),
  'erp.disconnect': erpDisconnect(services),
  'salesforce.connect': salesforceConnect(services),
  'salesforce.currency': salesforceCurrency(),
  'hubspot.connect': hubspotConnect(services),
  'crm.test': crmTest(services),
  'crm.disconnect': crmDisconnect(services),
  ...syncHandlers(services),
});
