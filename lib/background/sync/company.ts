import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { CompanySync, FailedRecord } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import { noteCompany } from './syncSettings.ts';

type Erp = Pick<ErpSession, 'use' | 'may'>;

/** The switches that only an administrator turns. Rejects with `FailureError`. */
export const readCompany = async (erp: Erp): Promise<CompanySync> => {
  const { signal } = new AbortController();
  const [{ version, config }, mayEdit] = await Promise.all([
    erp.use((client) => client.people.versionedConfig(signal)),
    erp.may('admin', signal),
  ]);
  await noteCompany(config);
  return { version, flags: config.flags, paused: config.paused, mayEdit };
};

/** Turns those switches alone; `erp.conflict` where the settings were saved since. */
export const writeCompany = async (
  erp: Erp,
  { version, flags, paused }: Omit<CompanySync, 'mayEdit'>,
): Promise<CompanySync> => {
  const { signal } = new AbortController();
  const { config } = await erp.use((client) => client.people.versionedConfig(signal));
  await erp.use((client) => client.people.saveConfig(version, { ...config, flags, paused }, signal));
  return readCompany(erp);
};

/** Records that were put aside, with the reason. Rejects with `FailureError`. */
export const readFailures = async (
  erp: Pick<ErpSession, 'use'>,
  signal: AbortSignal,
): Promise<readonly FailedRecord[]> => {
  const letters = await erp.use((client) => client.people.deadLetters(signal));
  if (letters.length === 0) return [];
  const dirty = letters.map(({ link }) => ({ kind: 'link' as const, id: link }));
  const views = await erp.use((client) => client.sync.links(dirty, null, signal));
  const links = new Map(views.map(({ link }) => [link.id, link]));
  return letters.map(({ id, link, code, reason, attempts, lastAt }) => {
    const known = links.get(link);
    return {
      id,
      record: known === undefined ? null : recordOfKey(known.crm),
      recordName: null,
      erpRecord: known?.erp ?? null,
      code,
      reason,
      attempts,
      lastAt: Date.parse(lastAt),
    };
  });
};
