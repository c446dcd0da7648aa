import type { FieldName, MappingVersion, RuleKey } from '../../lib/sync/ids.ts';
import type { FieldRule, Form, Mapping } from '../../lib/sync/rule.ts';
import type { Scenario, UnitName } from './scenario.ts';

const same: Form = { toCrm: (value) => value, toErp: (value) => value };
/** The CRM bears a prefix that the ERP does not: the two halves of an agreement are not the same text. */
const prefixed: Form = {
  toCrm: (value) => (typeof value === 'string' && !value.startsWith('K:') ? `K:${value}` : value),
  toErp: (value) => (typeof value === 'string' && value.startsWith('K:') ? value.slice(2) : value),
};

type Options = Pick<Scenario, 'policy' | 'firstTime' | 'blanks' | 'askAbove'>;

const rule = (
  field: string,
  { blanks, askAbove, policy, firstTime }: Options,
  extra: { form?: Form; group?: string; crmField?: string } = {},
): FieldRule => ({
  key: `${extra.crmField ?? field}=${field}` as RuleKey,
  crmField: (extra.crmField ?? field) as FieldName,
  erpField: field as FieldName,
  form: extra.form ?? same,
  blanks,
  group: extra.group ?? null,
  askAbove: field === 'amount' ? askAbove : null,
  owner: 'shared',
  flow: { direction: 'both', policy, firstTime },
});

const units: Readonly<Record<UnitName, (options: Options, renamed: boolean) => readonly FieldRule[]>> = {
  name: (options, renamed) => [
    rule('name', options, { form: prefixed, ...(renamed ? { crmField: 'title' } : {}) }),
  ],
  money: (options) => [
    { ...rule('amount', options, { group: 'money' }), currency: { erpField: 'currency' as FieldName } },
    rule('currency', options, { group: 'money' }),
  ],
  limit: (options) => [
    {
      ...rule('limit', { ...options, askAbove: null }),
      owner: 'finance',
      flow: { direction: 'toCrm', firstTime: options.firstTime === 'ask' ? 'ask' : 'source' },
    },
  ],
  note: (options) => [
    {
      ...rule('note', options),
      owner: 'shared',
      flow: { direction: 'toErp', firstTime: options.firstTime === 'ask' ? 'ask' : 'source' },
    },
  ],
};

export const mappingOf = (
  version: number,
  names: readonly UnitName[],
  options: Options,
  renamed: boolean,
): Mapping => ({
  version: version as MappingVersion,
  rules: names.flatMap((name) => units[name](options, renamed)),
});

export const FIELDS: Readonly<Record<UnitName, readonly string[]>> = {
  name: ['name'],
  money: ['amount', 'currency'],
  limit: ['limit'],
  note: ['note'],
};
