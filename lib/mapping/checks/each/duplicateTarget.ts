import type { Check } from '../checked.ts';

/** Two rules that write one field: whichever comes last would win, and nobody could say which that is. */
export const duplicateTarget: Check = ({ rules }) =>
  (['crm', 'erp'] as const).flatMap((side) => {
    const writers = Map.groupBy(
      rules.filter(({ ways }) => ways.some(({ to }) => to === side)),
      ({ rule }) => (side === 'crm' ? rule.crmField : rule.erpField),
    );
    return [...writers].flatMap(([field, writing]) =>
      writing.length < 2
        ? []
        : [
            {
              code: 'duplicateTarget',
              severity: 'error',
              rules: writing.map(({ at }) => at),
              side,
              values: [writing[0]?.[side]?.label ?? field],
            },
          ],
    );
  });
