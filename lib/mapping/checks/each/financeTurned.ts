import { FINANCE_FIELDS } from '../../../erp/api/fieldMapping.ts';
import type { Check } from '../checked.ts';

/** What finance owns flows from the ERP to the CRM; no mapping turns that round. */
export const financeTurned: Check = ({ rules }) =>
  rules.flatMap(({ at, rule, erp }) => {
    const isFinance = erp?.financeOwned ?? FINANCE_FIELDS.includes(rule.erpField);
    return isFinance && rule.flow.direction !== 'toCrm'
      ? [
          {
            code: 'financeTurned',
            severity: 'error',
            rules: [at],
            side: 'erp',
            values: [erp?.label ?? rule.erpField],
          },
        ]
      : [];
  });
