import type { FieldMapping, MappingPair } from '../../erp/api/fieldMapping.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import { isInCompanyCurrency, withCurrencies } from '../../mapping/currencies.ts';
import { fittingDefault } from '../../mapping/defaults/registry.ts';
import { crmLiveField, type LiveFields } from '../../mapping/field.ts';
import { toMapping } from '../../mapping/toMapping.ts';
import type { Mapping } from '../../sync/rule.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { namedOf, namingRecords } from './namedRecords.ts';
import type { Scope } from './scope.ts';

type Use = <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;

/** What was saved; while nobody has saved anything, the default as far as the fields that are there today allow. */
export const heldMapping = (
  pair: MappingPair,
  saved: { readonly version: number; readonly mapping: FieldMapping },
  fields: LiveFields,
): FieldMapping => (saved.version > 0 ? saved.mapping : fittingDefault(pair, fields));

/** A pair's mapping as it holds for a run. */
export interface PairMapping {
  readonly mapping: Mapping;
  /** On which side a record without a link gets a twin. */
  readonly create: { readonly toErp: boolean; readonly toCrm: boolean };
  readonly scope: Scope;
}

const NOWHERE = { toErp: false, toCrm: false };

/** The rules of a pair as they hold now. Rejects with `FailureError`. No rules where the pair is switched off. */
export const mappingOf = async (use: Use, crm: ConnectedCrm, pair: MappingPair): Promise<PairMapping> => {
  const { signal } = new AbortController();
  const saved = await use((calls) => calls.mapping(pair, signal));
  const { version, mapping: kept } = saved;
  if (!kept.enabled)
    return { mapping: toMapping({ version, mapping: { rules: [] } }), create: NOWHERE, scope: kept.scope };
  const { create, scope } = kept;
  const erp = await use((calls) => calls.fields(pair.erpObject, signal));
  const named = namedOf(pair);
  const live = version > 0 && named === null ? [] : await crm.sync.fields(pair.object, signal, 'lately');
  const rules = toMapping({
    version,
    mapping: heldMapping(pair, saved, { erp, crm: live.map(crmLiveField) }),
  });
  const company = isInCompanyCurrency(rules, erp)
    ? await use((calls) => calls.companyCurrency(signal))
    : null;
  const mapping = namingRecords(withCurrencies(rules, erp, company), named, live);
  return { mapping, create, scope };
};
