import type { FieldMapping } from '../../../erp/api/fieldMapping.ts';
import type { Check } from '../checked.ts';

type Create = NonNullable<FieldMapping['create']>;

/**
 * Fields that a new record needs and no rule fills, on a side where the sync makes records. References are given by the links, and
 * what the ERP keeps for itself by the ERP.
 */
export const requiredUnmapped =
  ({ toErp, toCrm }: Create): Check =>
  ({ rules, fields }) =>
    ([toErp ? 'erp' : null, toCrm ? 'crm' : null] as const).flatMap((side) => {
      if (side === null) return [];
      const filled = new Set(
        rules.flatMap(({ rule, ways }) =>
          ways.some(({ to }) => to === side) ? [side === 'erp' ? rule.erpField : rule.crmField] : [],
        ),
      );
      return fields[side]
        .filter(
          ({ name, required, creatable, type }) =>
            required && creatable && type !== 'reference' && !filled.has(name),
        )
        .map(({ label }) => ({
          code: 'requiredUnmapped' as const,
          severity: 'caution' as const,
          rules: [],
          side,
          values: [label],
        }));
    });
