import type { HeldMapping } from '../../erp/api/fieldMapping.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import type { CrmId, FieldName } from '../../sync/ids.ts';
import type { ErpApi, Side } from '../../sync/ports.ts';
import { type Cells, cellOf } from '../../sync/reading.ts';

/** Which records of the CRM a pair is about. */
export type Scope = HeldMapping['scope'];

const OWNER_FIELD: Readonly<Record<CrmSystem, FieldName>> = {
  salesforce: 'OwnerId' as FieldName,
  hubspot: 'hubspot_owner_id' as FieldName,
};

/** What has to be read of a record to judge it. */
export const scopeFields = (system: CrmSystem, scope: Scope): readonly FieldName[] => {
  if (scope.kind === 'all') return [];
  return [scope.kind === 'owned' ? OWNER_FIELD[system] : (scope.field as FieldName)];
};

/** `user`: who syncs, as the CRM names its owners; null = not known. What cannot be told is outside: nothing beyond the scope is ever synced. */
export const isInScope = (
  { system, user }: { readonly system: CrmSystem; readonly user: string | null },
  scope: Scope,
  cells: Cells,
): boolean => {
  const [field] = scopeFields(system, scope);
  if (scope.kind === 'all' || field === undefined) return true;
  const { seen } = cellOf(cells, field);
  return seen.kind === 'value' && seen.value === (scope.kind === 'owned' ? user : scope.equals);
};

/**
 * Both ports as a run over the scope sees them: a record outside of it is as one that this user does not see, and is left alone on
 * both sides. One whose write stands in the middle is seen all the same, so that the write comes to its end.
 */
export const withinScope = (
  { crm, erp }: { readonly crm: Side<CrmId>; readonly erp: ErpApi },
  isInside: (cells: Cells) => boolean,
): { readonly crm: Side<CrmId>; readonly erp: ErpApi } => {
  const underWay = new Set<CrmId>();
  return {
    crm: {
      ...crm,
      read: async (ids) => {
        const answer = await crm.read(ids);
        if (answer.kind !== 'answered') return answer;
        const value = answer.value.map((reading, index) => {
          const isSeen =
            reading.kind !== 'found' || underWay.has(ids[index] ?? reading.id) || isInside(reading.cells);
          return isSeen ? reading : ({ kind: 'absent' } as const);
        });
        return { kind: 'answered', value };
      },
    },
    erp: {
      ...erp,
      links: async (dirty) => {
        const answer = await erp.links(dirty);
        if (answer.kind === 'answered')
          for (const { link, pending } of answer.value) if (pending !== 'none') underWay.add(link.crm);
        return answer;
      },
    },
  };
};
