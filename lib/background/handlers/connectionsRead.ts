import type { ConnectionState } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import { readErpConnection } from '../connectionStore.ts';
import { readOrgs } from '../orgStore.ts';
import { managedKeys } from '../policy.ts';
import type { Services } from '../services.ts';
import { readTrouble } from '../trouble.ts';

/** From what is stored, without the network. Presets of the company's policy stand in where nothing is connected yet. */
export const connectionsRead =
  ({ policy }: Pick<Services, 'policy'>): Handler<'connections.read'> =>
  async () => {
    const [preset, erp, salesforce, hubspot] = await Promise.all([
      policy(),
      readErpConnection(),
      readOrgs('salesforce'),
      readOrgs('hubspot'),
    ]);
    return {
      erp: { ...(await stateOf('erp', erp)), address: preset.erpAddress ?? erp?.address ?? null },
      salesforce: await Promise.all(
        salesforce.map(async (connection) => {
          const { host, consumerKey, hasCurrencies, currency } = connection;
          const state = await stateOf(`salesforce ${host}`, connection);
          return { ...state, host, consumerKey, hasCurrencies, currency };
        }),
      ),
      hubspot: await Promise.all(
        hubspot.map(async (connection) => {
          const { portalId, mode } = connection;
          return { ...(await stateOf(`hubspot ${portalId}`, connection)), portalId, mode };
        }),
      ),
      presets: {
        salesforceHost: preset.salesforceHost ?? null,
        salesforceConsumerKey: preset.salesforceConsumerKey ?? null,
      },
      managed: managedKeys(preset),
    };
  };

interface Stored {
  readonly label: string;
  readonly user: string | null;
  readonly expiresAt?: number | null;
}

const stateOf = async (
  name: Parameters<typeof readTrouble>[0],
  connection: Stored | null,
): Promise<ConnectionState> => {
  if (connection === null) return { state: 'disconnected' };
  const { label, user, expiresAt = null } = connection;
  const failure = await readTrouble(name);
  if (failure !== null) return { state: 'failed', label, failure };
  return { state: 'connected', label, user, expiresAt };
};
