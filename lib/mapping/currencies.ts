import type { FieldName } from '../sync/ids.ts';
import type { FieldRule, Mapping } from '../sync/rule.ts';
import type { LiveField } from './field.ts';

/** Where an ERP record says what its own amounts are in. */
const OWN = { erpField: 'currency' as FieldName };

/** Whether a rule carries amounts that are in the company's currency. */
export const isInCompanyCurrency = ({ rules }: Mapping, erp: readonly LiveField[]): boolean =>
  rules.some(({ erpField }) => amountIn(erp, erpField) === 'company');

/**
 * The rules that carry amounts, with the currency that these are in: whoever adds up what a run would move has to know.
 * `company`: currency code; null = there are no books yet, and no amounts.
 */
export const withCurrencies = (
  mapping: Mapping,
  erp: readonly LiveField[],
  company: string | null,
): Mapping => ({
  ...mapping,
  rules: mapping.rules.map((rule): FieldRule => {
    const of = amountIn(erp, rule.erpField);
    if (of === 'record') return { ...rule, currency: OWN };
    return of === 'company' && company !== null ? { ...rule, currency: { code: company } } : rule;
  }),
});

const amountIn = (erp: readonly LiveField[], name: string): LiveField['amountIn'] =>
  erp.find((field) => field.name === name)?.amountIn ?? null;
