import { expect, test } from 'vitest';
import type { FieldName, MappingVersion, RuleKey } from '../ids.ts';
import type { Cell } from '../reading.ts';
import type { FieldRule, Mapping } from '../rule.ts';
import { asValue, BLANK, type Seen, UNSEEN } from '../value.ts';
import { draftOf, identityOf, referredBy, valuesOf } from './draft.ts';
import type { Reference } from './ports.ts';
import { twinKey } from './twinKey.ts';

const rule = (name: string, extra: object = {}): FieldRule =>
  ({
    key: name as RuleKey,
    crmField: `crm_${name}` as FieldName,
    erpField: `erp_${name}` as FieldName,
    form: { toCrm: (value) => `crm ${value}`, toErp: (value) => `erp ${value}` },
    blanks: 'keep',
    group: null,
    askAbove: null,
    owner: 'shared',
    flow: { direction: 'both', policy: 'ask', firstTime: 'ask' },
    ...extra,
  }) as FieldRule;

const mapping: Mapping = {
  version: 1 as MappingVersion,
  rules: [
    rule('name'),
    rule('city', { group: 'address' }),
    rule('street', { group: 'address' }),
    rule('limit', { owner: 'finance', flow: { direction: 'toCrm', firstTime: 'source' } }),
    rule('number', { flow: { direction: 'toCrm', firstTime: 'source' } }),
  ],
};

const cells = (values: Record<string, Seen>): Record<string, Cell> =>
  Object.fromEntries(
    Object.entries(values).map(([field, seen]) => [field, { seen, changedAt: null, history: null }]),
  );

const read = cells({
  crm_name: asValue('Nordwind'),
  crm_city: asValue('Kiel'),
  crm_street: BLANK,
  crm_limit: asValue(5),
  crm_number: asValue('C7'),
});

test('a twin is made of what flows there and has a value, in its own form', () => {
  const draft = draftOf(mapping, 'crm', read);
  expect(valuesOf(draft, 'erp')).toEqual({
    erp_name: asValue('erp Nordwind'),
    erp_city: asValue('erp Kiel'),
  });
  expect(draft.fields[0]).toMatchObject({
    rule: 'name',
    unit: 'field:name',
    crm: { kind: 'kept', stored: asValue('Nordwind') },
    erp: { kind: 'write', before: BLANK },
  });
});

test('what finance owns is never made in the ERP, and is made in the CRM', () => {
  expect(valuesOf(draftOf(mapping, 'crm', read), 'erp')).not.toHaveProperty('erp_limit');
  const draft = draftOf(mapping, 'erp', cells({ erp_limit: asValue(9) }));
  expect(valuesOf(draft, 'crm')).toEqual({ crm_limit: asValue('crm 9') });
});

test('a group of which a field is hidden is left out as a whole', () => {
  const hidden = draftOf(mapping, 'crm', { ...read, ...cells({ crm_street: UNSEEN }) });
  expect(valuesOf(hidden, 'erp')).toEqual({ erp_name: asValue('erp Nordwind') });
});

test('a record is recognised by everything that was seen, also by what never flows that way', () => {
  expect(identityOf(mapping, 'crm', { ...read, ...cells({ crm_limit: UNSEEN }) })).toEqual({
    erp_name: asValue('erp Nordwind'),
    erp_city: asValue('erp Kiel'),
    erp_street: BLANK,
    erp_number: asValue('erp C7'),
  });
});

test('two browsers make the same key, and no two records share one', () => {
  const key = (tenant: string, pair: string, side: 'crm' | 'erp', id: string) =>
    twinKey((text) => text, { tenant, pair }, { side, id } as Parameters<typeof twinKey>[2]);
  expect(key('t', 'p', 'crm', '001A')).toBe(key('t', 'p', 'crm', '001A'));
  expect(
    new Set([
      key('t', 'p', 'crm', '1'),
      key('t', 'p', 'erp', '1'),
      key('t', 'p1', 'crm', ''),
      key('tp', '', 'crm', '1'),
      key('t","p', '', 'crm', '1'),
    ]).size,
  ).toBe(5);
});

test('whom a CRM record belongs to is told under the ERP’s field, as the CRM names it; unseen is not told as nobody', () => {
  const [account, owner, deal] = ['account', 'owner', 'deal'].map((name) => ({
    crmField: `crm_${name}` as FieldName,
    erpField: `erp_${name}` as FieldName,
  })) as [Reference, Reference, Reference];
  const seen = cells({ crm_account: asValue('001A'), crm_owner: BLANK, crm_deal: UNSEEN });
  expect(referredBy([account, owner, deal], 'crm', seen)).toEqual({
    erp_account: asValue('001A'),
    erp_owner: BLANK,
  });
  expect(referredBy([account], 'erp', seen)).toEqual({});
});
