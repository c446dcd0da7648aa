import type { FieldMapping, MappingPair } from '../../erp/api/fieldMapping.ts';
import type { LiveFields } from '../field.ts';
import type { SavedRule } from '../readRules.ts';
import type { DefaultMapping } from './default.ts';
import { company } from './hubspot/company.ts';
import { contact as hubspotContact } from './hubspot/contact.ts';
import { deal } from './hubspot/deal.ts';
import { order as hubspotOrder } from './hubspot/order.ts';
import { quote as hubspotQuote } from './hubspot/quote.ts';
import { OWN_FIELDS } from './ownFields.ts';
import { NO_REFERENCES, type Reference, type References } from './references.ts';
import { account } from './salesforce/account.ts';
import { contact as salesforceContact } from './salesforce/contact.ts';
import { opportunity } from './salesforce/opportunity.ts';
import { order as salesforceOrder } from './salesforce/order.ts';
import { quote as salesforceQuote } from './salesforce/quote.ts';

/** One per pair, in the order in which a sync goes through them: customers before what hangs on them. */
const DEFAULTS: readonly DefaultMapping[] = [
  account,
  salesforceContact,
  opportunity,
  salesforceQuote,
  salesforceOrder,
  company,
  hubspotContact,
  deal,
  hubspotQuote,
  hubspotOrder,
];

/** Every pair that the sync knows, with what holds for it until somebody saves something else. */
export const DEFAULT_MAPPINGS: readonly (MappingPair & { readonly mapping: FieldMapping })[] = DEFAULTS.map(
  ({ pair, mapping }) => ({ ...pair, mapping }),
);

const samePair = (one: MappingPair, other: MappingPair): boolean =>
  one.system === other.system && one.object === other.object && one.erpObject === other.erpObject;

const defaultOf = (pair: MappingPair): DefaultMapping | null =>
  DEFAULTS.find((each) => samePair(each.pair, pair)) ?? null;

/** ERP fields that the default of a pair leaves out, because the CRM has no standard field for them. */
export const leftOutOf = (pair: MappingPair): readonly string[] => defaultOf(pair)?.leftOut ?? [];

/** Fields that a company can make, which the default of a pair would use and this CRM does not have. */
export const missingOwnFields = (pair: MappingPair, crm: LiveFields['crm']): readonly string[] => {
  const own: readonly string[] = Object.values(OWN_FIELDS[pair.system]);
  const named = defaultOf(pair)?.mapping.rules.map(({ crmField }) => crmField) ?? [];
  return named.filter((field) => own.includes(field) && !crm.some(({ name }) => name === field));
};

/** What twins of a pair are given besides the values of its rules, in whatever way a company maps it. */
export const referencesOf = (pair: MappingPair): References => defaultOf(pair)?.references ?? NO_REFERENCES;

/** The CRM object that is kept alike with an ERP object. */
export const crmObjectOf = (system: MappingPair['system'], { to }: Reference): string | null =>
  DEFAULTS.find(({ pair }) => pair.system === system && pair.erpObject === to)?.pair.object ?? null;

/** Both fields are there, and the one that is written can be. */
const fits = ({ erpField, crmField, flow }: SavedRule, { erp, crm }: LiveFields): boolean => {
  const inErp = erp.find(({ name }) => name === erpField);
  const inCrm = crm.find(({ name }) => name === crmField);
  if (inErp === undefined || inCrm === undefined) return false;
  return !((flow.direction !== 'toErp' && inCrm.readOnly) || (flow.direction !== 'toCrm' && inErp.readOnly));
};

/**
 * The default of a pair, as far as it fits the fields that are there today; a group that does not fit whole is left out whole.
 * No rules where the pair has no default.
 */
export const fittingDefault = (pair: MappingPair, fields: LiveFields): FieldMapping => {
  const mapping: FieldMapping = defaultOf(pair)?.mapping ?? { rules: [] };
  const { rules } = mapping;
  const broken = new Set(rules.filter((rule) => !fits(rule, fields)).flatMap(({ group }) => group ?? []));
  return { ...mapping, rules: rules.filter((rule) => fits(rule, fields) && !broken.has(rule.group ?? '')) };
};
