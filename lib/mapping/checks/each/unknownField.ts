import type { Check } from '../checked.ts';

/** A field that was deleted or renamed, or that this person may not see: nobody here can tell which, so it may be saved. */
export const unknownField: Check = ({ rules }) =>
  rules.flatMap(({ at, rule, erp, crm }) => [
    ...(erp === null
      ? [
          {
            code: 'unknownField' as const,
            severity: 'caution' as const,
            rules: [at],
            side: 'erp' as const,
            values: [rule.erpField],
          },
        ]
      : []),
    ...(crm === null
      ? [
          {
            code: 'unknownField' as const,
            severity: 'caution' as const,
            rules: [at],
            side: 'crm' as const,
            values: [rule.crmField],
          },
        ]
      : []),
  ]);
