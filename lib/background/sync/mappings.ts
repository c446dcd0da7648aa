import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import { fittingDefault } from '../../mapping/defaults/registry.ts';
import { crmLiveField } from '../../mapping/field.ts';
import { toMapping } from '../../mapping/toMapping.ts';
import type { Mapping } from '../../sync/rule.ts';
import type { ConnectedCrm } from './connectedCrm.ts';

type Use = <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;

/** The rules of a pair as they hold now. Rejects with `FailureError`. No rules where the pair is switched off. */
export const mappingOf = async (use: Use, crm: ConnectedCrm, pair: MappingPair): Promise<Mapping> => {
  const { signal } = new AbortController();
  const saved = await use((calls) => calls.mapping(pair, signal));
  if (!saved.mapping.enabled) return toMapping({ version: saved.version, mapping: { rules: [] } });
  if (saved.version > 0) return toMapping(saved);
  const [erp, live] = await Promise.all([
    use((calls) => calls.fields(pair.erpObject, signal)),
    crm.sync.fields(pair.object, signal),
  ]);
  return toMapping({ version: 0, mapping: fittingDefault(pair, { erp, crm: live.map(crmLiveField) }) });
};
