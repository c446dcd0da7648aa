import { DEFAULT_MAPPINGS } from '../../../../mapping/defaults/registry.ts';
import { fieldMapping, type HeldMapping, type MappingPair } from '../../../api/fieldMapping.ts';

interface Wanted {
  readonly system: MappingPair['system'];
  readonly object?: MappingPair['object'] | undefined;
  readonly erpObject?: MappingPair['erpObject'] | undefined;
}

/** Defaults of a CRM's pairs, of all or of one. */
export const defaultsOf = ({
  system,
  object,
  erpObject,
}: Wanted): (MappingPair & { mapping: HeldMapping })[] =>
  DEFAULT_MAPPINGS.filter(
    (each) =>
      each.system === system &&
      (object === undefined || each.object === object) &&
      (erpObject === undefined || each.erpObject === erpObject),
  ).map(({ mapping, ...pair }) => ({ ...pair, mapping: fieldMapping.parse(mapping) }));

/** What holds while nobody has saved anything; of a pair that nobody has thought of, nothing is synced. */
export const defaultMapping = (pair: MappingPair): HeldMapping =>
  defaultsOf(pair)[0]?.mapping ?? fieldMapping.parse({ enabled: false, rules: [] });
