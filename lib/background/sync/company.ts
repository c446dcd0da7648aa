import type { CompanySync } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import { noteCompany } from './syncSettings.ts';

type Erp = Pick<ErpSession, 'use' | 'may'>;

/** Stopped by itself: too few syncs succeeded, one took too long, or the ledger does not hold together. */
const stoppedByItself = async (erp: Erp, signal: AbortSignal): Promise<boolean> => {
  const { paused } = await erp.use((client) => client.sync.status({ link: null, limit: 1 }, signal));
  return paused !== null && paused !== 'off' && paused !== 'paused';
};

/** The switches that only an administrator turns. Rejects with `FailureError`. */
export const readCompany = async (erp: Erp): Promise<CompanySync> => {
  const { signal } = new AbortController();
  const [{ version, config }, mayEdit, isStopped] = await Promise.all([
    erp.use((client) => client.people.versionedConfig(signal)),
    erp.may('admin', signal),
    stoppedByItself(erp, signal),
  ]);
  await noteCompany(config);
  return { version, flags: config.flags, paused: config.paused || isStopped, mayEdit };
};

/** Turns those switches alone; `erp.conflict` where the settings were saved since. Not paused = also not by itself any more. */
export const writeCompany = async (
  erp: Erp,
  { version, flags, paused }: Omit<CompanySync, 'mayEdit'>,
): Promise<CompanySync> => {
  const { signal } = new AbortController();
  const { config } = await erp.use((client) => client.people.versionedConfig(signal));
  await erp.use((client) => client.people.saveConfig(version, { ...config, flags, paused }, signal));
  if (!paused && (await stoppedByItself(erp, signal)))
    await erp.use((client) => client.people.resume(signal));
  return readCompany(erp);
};
