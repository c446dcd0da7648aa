import { hubspotReader } from '../crm/hubspot/client.ts';
import type { CrmReader } from '../crm/port.ts';
import { salesforceReader } from '../crm/salesforce/client.ts';
import type { CrmSession } from '../crm/session.ts';
import type { CrmSystem, RecordRef } from '../erp/api/record.ts';
import { FailureError } from '../failure.ts';
import type { Request, TestResult } from '../messaging/protocol.ts';
import { connectHubspot } from './crm/connectHubspot.ts';
import { connectSalesforce } from './crm/connectSalesforce.ts';
import type { CrmParts } from './crm/crmParts.ts';
import { disconnectCrm } from './crm/disconnectCrm.ts';
import { fixedSession, hubspotOAuthSession } from './crm/hubspotSession.ts';
import { salesforceSession } from './crm/salesforceSession.ts';
import { syncedOrgs } from './crm/syncedOrgs.ts';
import { watched } from './crm/watched.ts';
import { withOrgCurrency } from './crm/withOrgCurrency.ts';
import { keepOrg, type OrgConnection, readOrg, readOrgs } from './orgStore.ts';
import type { ConnectedCrm } from './sync/connectedCrm.ts';

/** The orgs and portals that the person has connected, any number of each CRM. */
export interface CrmSessions {
  /** Reads that very org or portal; rejects with `crm.notConnected` where none of its CRM is connected, with `crm.otherOrg` where only others are. */
  reader(record: Pick<RecordRef, 'system' | 'org'>): Promise<CrmReader>;
  connectSalesforce(request: Request<'salesforce.connect'>): Promise<TestResult>;
  connectHubspot(request: Request<'hubspot.connect'>): Promise<TestResult>;
  /** Reads the field list: connected means that it came back. */
  test(system: CrmSystem, org: string): Promise<TestResult>;
  /** Revokes what can be revoked, forgets the rest. */
  disconnect(system: CrmSystem, org: string): Promise<void>;
  /** Every connected org as the sync uses it. */
  synced(): Promise<readonly ConnectedCrm[]>;
}

export const crmSessions = (parts: CrmParts): CrmSessions => {
  // One session per connection, so that two readers never spend the same refresh token.
  const sessions = new Map<string, CrmSession>();
  const singleAccountOrgs = new Set<string>();
  const sessionOf = (name: string, make: () => CrmSession): CrmSession => {
    const session = sessions.get(name) ?? make();
    sessions.set(name, session);
    return session;
  };

  const salesforceOrg = (connection: OrgConnection<'salesforce'>): CrmSession => {
    const { host: org, consumerKey } = connection;
    return sessionOf(`salesforce ${org} ${consumerKey}`, () =>
      salesforceSession({
        vault: parts.vault,
        call: parts.edge.call,
        connection,
        isCurrent: async () => (await readOrg('salesforce', org)) !== null,
      }),
    );
  };
  const hubspotPortal = ({ portalId: org, mode }: OrgConnection<'hubspot'>): CrmSession => {
    const { vault, erp, edge } = parts;
    return sessionOf(`hubspot ${org} ${mode}`, () =>
      mode === 'serviceKey'
        ? fixedSession(() => vault.lasting.read(`hubspot.serviceKey ${org}`))
        : hubspotOAuthSession({ vault, erp, portalId: org, now: edge.now }),
    );
  };

  /** Calls of pages, within the share of the org's limits that is theirs. */
  const pageEdge = (system: CrmSystem, org: string) => ({
    ...parts.edge,
    call: parts.budgets.within(system, org, 'page')(parts.edge.call),
  });

  const salesforce = (connection: OrgConnection<'salesforce'>): Connected => {
    const { host: org } = connection;
    const reader = salesforceReader({
      instanceUrl: `https://${org}`,
      session: salesforceOrg(connection),
      singleAccountOrgs,
      ...pageEdge('salesforce', org),
    });
    return {
      label: connection.label,
      reader: watched(withOrgCurrency(reader, connection), org),
      learn: async (signal) =>
        keepOrg('salesforce', { ...connection, hasCurrencies: await reader.hasCurrencies(signal) }),
    };
  };

  const hubspot = (connection: OrgConnection<'hubspot'>): Connected => {
    const { portalId: org, label } = connection;
    const session = hubspotPortal(connection);
    const reader = watched(hubspotReader({ portalId: org, session, ...pageEdge('hubspot', org) }), org);
    return { label, reader, learn: async () => undefined };
  };

  const connected = async ({ system, org }: Pick<RecordRef, 'system' | 'org'>): Promise<Connected> => {
    if (system === 'salesforce') {
      const connection = await readOrg('salesforce', org);
      if (connection !== null) return salesforce(connection);
    } else {
      const connection = await readOrg('hubspot', org);
      if (connection !== null) return hubspot(connection);
    }
    const others = (await readOrgs(system)).map(({ label }) => label);
    if (others.length === 0) throw new FailureError({ code: 'crm.notConnected' });
    throw new FailureError({
      code: 'crm.otherOrg',
      orgs: { system, connected: others.join(', '), record: org },
    });
  };

  return {
    reader: async (record) => (await connected(record)).reader,
    test: async (system, org) => {
      const { reader, label, learn } = await connected({ system, org });
      const { signal } = new AbortController();
      const fields = await reader.countFields(signal);
      await learn(signal);
      return { fields, label };
    },
    connectSalesforce: (request) => connectSalesforce(request, parts),
    connectHubspot: (request) => connectHubspot(request, parts),
    disconnect: (system, org) => disconnectCrm(system, org, parts),
    synced: syncedOrgs(parts, { salesforce: salesforceOrg, hubspot: hubspotPortal }),
  };
};

interface Connected {
  readonly label: string;
  readonly reader: CrmReader;
  /** Keeps with the connection what else a test finds out about the org. */
  learn(signal: AbortSignal): Promise<void>;
}
