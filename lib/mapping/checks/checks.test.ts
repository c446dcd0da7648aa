import { describe, expect, it } from 'vitest';
import catalogue from '../../../public/_locales/en/messages.json' with { type: 'json' };
import type { FieldMapping } from '../../erp/api/fieldMapping.ts';
import { bothWays, toCrm, toErp } from '../defaults/rules.ts';
import type { LiveFields } from '../field.ts';
import { liveField as field, options } from '../fields.fixture.ts';
import type { SavedRule } from '../readRules.ts';
import type { Step } from '../transform/registry.ts';
import { FINDING_CODES, type FindingCode } from './finding.ts';
import { checkMapping } from './registry.ts';

const FIELDS: LiveFields = {
  erp: [
    field('name', { required: true, maxLength: 200 }),
    field('phone', { type: 'phone', maxLength: 400 }),
    field('fax'),
    field('city', { group: 'address' }),
    field('country', { group: 'address' }),
    field('stage', { type: 'picklist', options: options('open', 'won', 'lost') }),
    field('hold', { type: 'boolean' }),
    field('day', { type: 'date' }),
    field('amount', { type: 'amount', amountIn: 'record', group: 'money' }),
    field('currency', { group: 'money' }),
    field('limit', { type: 'amount', amountIn: 'company' }),
    field('customer', { type: 'reference', creatable: true, required: true }),
    field('number', { readOnly: true, creatable: false }),
    field('deal', { readOnly: true, creatable: true }),
    field('creditLimit', { type: 'amount', amountIn: 'company', financeOwned: true, readOnly: true }),
    field('terms', { financeOwned: true, readOnly: true, creatable: false }),
  ],
  crm: [
    field('Name', { required: true, maxLength: 255 }),
    field('Phone', { type: 'phone', maxLength: 40 }),
    field('Fax'),
    field('City'),
    field('Country'),
    field('Stage', { type: 'picklist', options: options('Open', 'Won') }),
    field('Hold', { type: 'boolean' }),
    field('When', { type: 'dateTime' }),
    field('Amount', { type: 'amount' }),
    field('Currency'),
    field('AccountId', { type: 'reference' }),
    field('Total', { type: 'amount', readOnly: true, creatable: false }),
    field('Terms'),
  ],
};

const check = (rules: readonly SavedRule[], create?: FieldMapping['create']) =>
  checkMapping({ rules: [...rules], ...(create === undefined ? {} : { create }) }, FIELDS);
const codes = (rules: readonly SavedRule[], create?: FieldMapping['create']): FindingCode[] =>
  check(rules, create).map(({ code }) => code);
const list = (...pairs: [string, string][]): Step => ({
  step: 'picklist',
  pairs: pairs.map(([erp, crm]) => ({ erp, crm })),
  unmapped: 'refuse',
});
const everyStage = list(['open', 'Open'], ['won', 'Won'], ['lost', 'Open']);

/** A mapping with exactly this mistake, beside the one without it. Each code has its line; a missing one does not compile. */
const MISTAKES: { readonly [C in FindingCode]: readonly [wrong: SavedRule[], right: SavedRule[]] } = {
  stepsUnreadable: [
    [{ ...bothWays('Fax', 'fax'), steps: [{ step: 'expression', text: 'upper(x)' }] }],
    [bothWays('Fax', 'fax', { steps: [{ step: 'trim', inner: true }] })],
  ],
  stepsIncomplete: [
    [{ ...bothWays('Fax', 'fax'), steps: [{ step: 'prefix', text: '' }] }],
    [bothWays('Fax', 'fax', { steps: [{ step: 'prefix', text: 'F ' }] })],
  ],
  unknownField: [[bothWays('Gone__c', 'fax')], [bothWays('Fax', 'fax')]],
  sameRule: [
    [toCrm('fax', 'Fax'), toCrm('fax', 'Fax')],
    [toCrm('fax', 'Fax'), toCrm('fax', 'Terms')],
  ],
  financeTurned: [[toErp('Terms', 'terms')], [toCrm('terms', 'Terms')]],
  readOnlyTarget: [[toCrm('amount', 'Total')], [toErp('Total', 'limit')]],
  duplicateTarget: [
    [toCrm('fax', 'Fax'), toCrm('city', 'Fax')],
    [toCrm('fax', 'Fax'), toCrm('fax', 'Terms')],
  ],
  circular: [
    [toCrm('fax', 'Fax'), toErp('Fax', 'phone'), toCrm('phone', 'Terms'), toErp('Terms', 'fax')],
    [toCrm('fax', 'Fax'), toErp('Fax', 'phone'), toCrm('phone', 'Terms')],
  ],
  typeMismatch: [
    [toCrm('day', 'When')],
    [toCrm('day', 'When', { steps: [{ step: 'date', erp: 'YYYY-MM-DD', crm: 'time' }] })],
  ],
  stepsMisfit: [
    [toCrm('hold', 'Hold', { steps: [{ step: 'trim', inner: false }] })],
    [toCrm('hold', 'Hold')],
  ],
  referenceAcross: [[toCrm('customer', 'AccountId')], [toCrm('customer', 'Terms')]],
  groupMixed: [
    [bothWays('City', 'city', { group: 'a' }), { ...toErp('Country', 'country', { group: 'a' }) }],
    [bothWays('City', 'city', { group: 'a' }), bothWays('Country', 'country', { group: 'a' })],
  ],
  groupHalfMapped: [
    [bothWays('City', 'city', { group: 'a' })],
    [bothWays('City', 'city', { group: 'a' }), bothWays('Country', 'country', { group: 'a' })],
  ],
  amountWithoutCurrency: [
    [toCrm('amount', 'Amount'), toCrm('currency', 'Currency')],
    [toCrm('amount', 'Amount', { group: 'm' }), toCrm('currency', 'Currency', { group: 'm' })],
  ],
  picklistGap: [
    [toCrm('stage', 'Stage', { steps: [list(['open', 'Open'], ['won', 'Sold'])] })],
    [toCrm('stage', 'Stage', { steps: [everyStage] })],
  ],
  picklistOpen: [[toCrm('fax', 'Stage')], [toCrm('fax', 'Stage', { steps: [list(['yes', 'Won'])] })]],
  lossyTwoWay: [
    [bothWays('Fax', 'fax', { steps: [{ step: 'split', separator: ' ', take: 'first' }] })],
    [toCrm('fax', 'Fax', { steps: [{ step: 'split', separator: ' ', take: 'first' }] })],
  ],
  tooLong: [[toCrm('phone', 'Phone')], [toErp('Phone', 'phone')]],
  requiredUnmapped: [[], [toErp('Name', 'name')]],
};
const CREATE = { toErp: true, toCrm: false };

describe.each(FINDING_CODES)('the check %s', (code) => {
  const [wrong, right] = MISTAKES[code];
  const create = code === 'requiredUnmapped' ? CREATE : undefined;

  it('finds its mistake', () => expect(codes(wrong, create)).toContain(code));
  it('says nothing where there is none', () => expect(codes(right, create)).not.toContain(code));
  it('has its sentence', () => {
    const sentence = Object.entries(catalogue).find(([key]) => key === `mapping_check_${code}`)?.[1].message;
    const filled = check(wrong, create).find((finding) => finding.code === code)?.values.length ?? 0;
    expect(sentence?.length).toBeGreaterThan(10);
    expect(new Set(sentence?.match(/\$\d/g) ?? []).size).toBeLessThanOrEqual(filled);
  });
});

describe('what a finding points at', () => {
  it('the rule, the side that would be written, and the names that a person knows', () => {
    expect(check([bothWays('Fax', 'fax'), toCrm('amount', 'Total', { group: 'm' })])).toContainEqual({
      code: 'readOnlyTarget',
      severity: 'error',
      rules: [1],
      side: 'crm',
      values: ['Total label'],
    });
  });

  it('both rules that write one field', () => {
    const found = check([toCrm('fax', 'Fax'), bothWays('Phone', 'phone'), toCrm('city', 'Fax')]);
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'duplicateTarget', rules: [0, 2], side: 'crm', values: ['Fax label'] }),
    );
  });

  it('the values without a counterpart, by the labels that a person knows', () => {
    const found = check([bothWays('Stage', 'stage', { steps: [list(['open', 'Open'], ['won', 'Sold'])] })]);
    expect(
      found.filter(({ code }) => code === 'picklistGap').map(({ side, values }) => [side, values]),
    ).toEqual([
      ['crm', ['WON, LOST', 'Stage label']],
      ['erp', ['WON', 'stage label']],
    ]);
  });

  it('no more than a handful of them', () => {
    const many = { ...FIELDS, erp: [field('stage', { options: options(...'abcdefg') })] };
    const [found] = checkMapping({ rules: [toCrm('stage', 'Stage')] }, many).filter(
      ({ code }) => code === 'picklistGap',
    );
    expect(found?.values[0]).toBe('A, B, C, D, E, …');
  });
});

describe('a circle', () => {
  it('is no rule that goes both ways', () => {
    expect(codes([bothWays('Fax', 'fax'), bothWays('Phone', 'phone')])).not.toContain('circular');
  });

  it('is two rules that feed each other', () => {
    const found = check([
      toCrm('fax', 'Fax'),
      bothWays('Name', 'name'),
      toErp('Fax', 'fax', { steps: [{ step: 'trim', inner: false }] }),
    ]);
    expect(found).toContainEqual(expect.objectContaining({ code: 'circular', rules: [0, 2] }));
  });

  it('leaves alone what only hangs on it', () => {
    const [circle] = check([
      toCrm('fax', 'Fax'),
      toErp('Fax', 'fax', { steps: [{ step: 'trim', inner: false }] }),
      toCrm('fax', 'Terms'),
      bothWays('Terms', 'phone'),
    ]).filter(({ code }) => code === 'circular');
    expect(circle?.rules).toEqual([0, 1]);
  });
});

describe('fields owned by finance', () => {
  it('are known as such even where the ERP does not show them', () => {
    expect(checkMapping({ rules: [toErp('Terms', 'taxId')] }, FIELDS)).toContainEqual(
      expect.objectContaining({ code: 'financeTurned', values: ['taxId'] }),
    );
  });

  it('are turned round once, not read-only besides', () => {
    expect(codes([toErp('Terms', 'terms')])).toEqual(['financeTurned']);
  });
});

describe('what may be saved all the same', () => {
  it('a field that is given once, when a record is made', () => {
    expect(check([toErp('Fax', 'deal')])).toEqual([
      { code: 'readOnlyTarget', severity: 'caution', rules: [0], side: 'erp', values: ['deal label'] },
    ]);
  });

  it('one amount in the company’s currency', () => {
    expect(codes([toErp('Amount', 'limit')])).toEqual([]);
  });

  it('a group that only flows to the CRM, in parts', () => {
    expect(codes([toCrm('city', 'City')])).toEqual([]);
  });
});

describe('required fields', () => {
  it('are asked for where the sync makes records, and nowhere else', () => {
    expect(codes([])).toEqual([]);
    expect(check([], { toErp: false, toCrm: true })).toEqual([
      { code: 'requiredUnmapped', severity: 'caution', rules: [], side: 'crm', values: ['Name label'] },
    ]);
  });

  it('do not count references: links give those', () => {
    expect(check([toErp('Name', 'name')], { toErp: true, toCrm: false })).toEqual([
      expect.objectContaining({ code: 'tooLong' }),
    ]);
  });

  it('are not filled by a rule that flows the other way', () => {
    expect(codes([toCrm('name', 'Name')], { toErp: true, toCrm: false })).toContain('requiredUnmapped');
  });
});

it('300 rules are checked in the time between two key presses', () => {
  const many: LiveFields = {
    erp: Array.from({ length: 300 }, (_, at) => field(`e${at}`)),
    crm: Array.from({ length: 300 }, (_, at) => field(`c${at}`)),
  };
  // Every field feeds the next: the longest way round that 300 rules can have.
  const rules = Array.from({ length: 300 }, (_, at) =>
    at % 2 === 0 ? toCrm(`e${at}`, `c${at}`) : toErp(`c${at - 1}`, `e${(at + 1) % 300}`),
  );
  const start = performance.now();
  const found = checkMapping({ rules }, many);
  const took = performance.now() - start;
  expect(found.filter(({ code }) => code === 'circular')[0]?.rules).toHaveLength(300);
  expect(took).toBeLessThan(1000);
});
