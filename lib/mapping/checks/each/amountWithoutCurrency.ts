import type { Check } from '../checked.ts';

/** The ERP's field that says in which currency a record's amounts are. */
const CURRENCY = 'currency';

/** An amount in the record's own currency that moves without it: 100 JPY would arrive as 100 cents of something else. */
export const amountWithoutCurrency: Check = ({ rules }) => {
  const moving = rules.filter(({ rule }) => rule.erpField === CURRENCY);
  return rules.flatMap(({ at, rule, erp }) => {
    if (erp?.type !== 'amount' || erp.amountIn !== 'record') return [];
    const goesAlong = moving.some(
      ({ rule: currency }) => rule.group !== null && currency.group === rule.group,
    );
    return goesAlong
      ? []
      : [
          {
            code: 'amountWithoutCurrency',
            severity: 'caution',
            rules: [at],
            side: null,
            values: [erp.label],
          },
        ];
  });
};
