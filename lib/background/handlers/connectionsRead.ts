import type { ConnectionState } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import { type Connection, type ConnectionName, readConnection } from '../connectionStore.ts';
import { managedKeys } from '../policy.ts';
import type { Services } from '../services.ts';
import { readTrouble } from '../trouble.ts';

/** From what is stored, without the network. Presets of the company's policy stand in where nothing is connected yet. */
export const connectionsRead =
  ({ policy }: Pick<Services, 'policy'>): Handler<'connections.read'> =>
  async () => {
    const [preset, erp, salesforce, hubspot] = await Promise.all([
      policy(),
      readConnection('erp'),
      readConnection('salesforce'),
      readConnection('hubspot'),
    ]);
    return {
      erp: {
        ...(await stateOf('erp', erp)),
        address: preset.erpAddress ?? erp?.address ?? null,
      },
      salesforce: {
        ...(await stateOf('salesforce', salesforce)),
        host: preset.salesforceHost ?? salesforce?.host ?? null,
        consumerKey: preset.salesforceConsumerKey ?? salesforce?.consumerKey ?? null,
      },
      hubspot: {
        ...(await stateOf('hubspot', hubspot)),
        portalId: hubspot?.portalId ?? null,
        mode: hubspot?.mode ?? null,
      },
      managed: managedKeys(preset),
    };
  };

const stateOf = async (
  name: ConnectionName,
  connection: Connection<ConnectionName> | null,
): Promise<ConnectionState> => {
  if (connection === null) return { state: 'disconnected' };
  const { label, user } = connection;
  const failure = await readTrouble(name);
  if (failure !== null) return { state: 'failed', label, failure };
  return {
    state: 'connected',
    label,
    user,
    expiresAt: 'expiresAt' in connection ? connection.expiresAt : null,
  };
};
