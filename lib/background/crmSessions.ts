import { hubspotReader } from '../crm/hubspot/client.ts';
import type { CrmReader } from '../crm/port.ts';
import { salesforceReader } from '../crm/salesforce/client.ts';
import type { CrmSession } from '../crm/session.ts';
import type { CrmSystem, RecordRef } from '../erp/api/record.ts';
import { FailureError } from '../failure.ts';
import type { Request, TestResult } from '../messaging/protocol.ts';
import { type Connection, readConnection } from './connectionStore.ts';
import { connectHubspot } from './crm/connectHubspot.ts';
import { connectSalesforce } from './crm/connectSalesforce.ts';
import type { CrmParts } from './crm/crmParts.ts';
import { disconnectCrm } from './crm/disconnectCrm.ts';
import { fixedSession, hubspotOAuthSession } from './crm/hubspotSession.ts';
import { salesforceSession } from './crm/salesforceSession.ts';
import { watched } from './crm/watched.ts';

/** The CRMs that the person has connected. */
export interface CrmSessions {
  /** Reads that very org or portal; rejects with `crm.notConnected` where none is connected, with `crm.otherOrg` where another one is. */
  reader(record: Pick<RecordRef, 'system' | 'org'>): Promise<CrmReader>;
  connectSalesforce(request: Request<'salesforce.connect'>): Promise<TestResult>;
  connectHubspot(request: Request<'hubspot.connect'>): Promise<TestResult>;
  /** Reads the field list: connected means that it came back. */
  test(system: CrmSystem): Promise<TestResult>;
  /** Revokes what can be revoked, forgets the rest. */
  disconnect(system: CrmSystem): Promise<void>;
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

  const salesforce = (connection: Connection<'salesforce'>): Connected => {
    const { host: org, consumerKey } = connection;
    const session = sessionOf(`salesforce ${org} ${consumerKey}`, () =>
      salesforceSession({
        vault: parts.vault,
        call: parts.edge.call,
        connection,
        isCurrent: async () => (await readConnection('salesforce'))?.host === org,
      }),
    );
    const reader = salesforceReader({
      instanceUrl: `https://${org}`,
      session,
      singleAccountOrgs,
      ...parts.edge,
    });
    return { org, label: connection.label, reader: watched(reader) };
  };

  const hubspot = ({ portalId: org, mode, label }: Connection<'hubspot'>): Connected => {
    const { vault, erp, edge } = parts;
    const session = sessionOf(`hubspot ${org} ${mode}`, () =>
      mode === 'serviceKey'
        ? fixedSession(() => vault.lasting.read('hubspot.serviceKey'))
        : hubspotOAuthSession({ vault, erp, portalId: org, now: edge.now }),
    );
    return { org, label, reader: watched(hubspotReader({ portalId: org, session, ...edge })) };
  };

  const connected = async (system: CrmSystem): Promise<Connected | null> => {
    if (system === 'salesforce') {
      const connection = await readConnection('salesforce');
      return connection === null ? null : salesforce(connection);
    }
    const connection = await readConnection('hubspot');
    return connection === null ? null : hubspot(connection);
  };

  return {
    reader: async ({ system, org }) => {
      const found = await connected(system);
      if (found === null) throw new FailureError({ code: 'crm.notConnected' });
      if (found.org !== org)
        throw new FailureError({ code: 'crm.otherOrg', orgs: { system, connected: found.org, record: org } });
      return found.reader;
    },
    test: async (system) => {
      const found = await connected(system);
      if (found === null) throw new FailureError({ code: 'crm.notConnected' });
      return { fields: await found.reader.countFields(new AbortController().signal), label: found.label };
    },
    connectSalesforce: (request) => connectSalesforce(request, parts),
    connectHubspot: (request) => connectHubspot(request, parts),
    disconnect: (system) => disconnectCrm(system, parts),
  };
};

interface Connected {
  readonly org: string;
  readonly label: string;
  readonly reader: CrmReader;
}
