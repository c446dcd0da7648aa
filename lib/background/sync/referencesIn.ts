import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import { referencesOf } from '../../mapping/defaults/registry.ts';
import type { Reference } from '../../sync/create/ports.ts';
import type { FieldName } from '../../sync/ids.ts';
import { type Mapping, sourceOf } from '../../sync/rule.ts';

/** Read beside the mapped fields where records of the CRM get twins: the ERP API finds whom they belong to. What a rule brings needs no link. */
export const referencesIn = (
  pair: MappingPair,
  { rules }: Mapping,
  create: { readonly toErp: boolean } | null,
): readonly Reference[] =>
  create?.toErp === true
    ? referencesOf(pair)
        .fields.filter(({ erpField }) =>
          rules.every((rule) => rule.erpField !== erpField || sourceOf(rule) === 'erp'),
        )
        .map(({ crmField, erpField }) => ({
          crmField: crmField as FieldName,
          erpField: erpField as FieldName,
        }))
    : [];
