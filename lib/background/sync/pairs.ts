import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import { DEFAULT_MAPPINGS } from '../../mapping/defaults/registry.ts';
import type { Pair } from '../../sync/ports.ts';

/** What is kept alike with a CRM, in the order in which it is synced. */
export const pairsOf = (crm: CrmSystem): readonly MappingPair[] =>
  DEFAULT_MAPPINGS.filter(({ system }) => system === crm).map(({ system, object, erpObject }) => ({
    system,
    object,
    erpObject,
  }));

/** null = no object of the CRM that is synced. */
export const pairOf = ({
  system,
  object,
}: {
  readonly system: CrmSystem;
  readonly object: string;
}): MappingPair | null => pairsOf(system).find((pair) => pair.object === object) ?? null;

/** Which records are of the pair in this org. A link's id does not tell. */
export const pairIn = (org: string, { system, object, erpObject }: MappingPair): Pair => {
  const crm = `${system}/${org}/${object}/`;
  const erp = `${erpObject}/`;
  return {
    isOurs: ({ kind, id }) => kind === 'link' || id.startsWith(kind === 'crm' ? crm : erp),
  };
};

/** Where a user stands with a pair of an org: users see different records. Begins with `system/org/`. */
export const scopeKey = (org: string, { system, object, erpObject }: MappingPair, user: string): string =>
  `${system}/${org}/${object}/${erpObject}/${user}`;

/** What a scope is of; null for a text that `scopeKey` did not write. */
export const pairOfScope = (scope: string): MappingPair | null => {
  const [system, , object] = scope.split('/');
  return (system === 'salesforce' || system === 'hubspot') && object !== undefined
    ? pairOf({ system, object })
    : null;
};
