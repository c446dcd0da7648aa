// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { CrmField } from '../../crm/syncPort.ts';
import { toMapping } from '../../mapping/toMapping.ts';
import type { ErpId } from '../../sync/ids.ts';
import type { Answer, Side } from '../../sync/ports.ts';
import type { Reading } from '../../sync/reading.ts';
import { inWordsOf, namedOf, namingRecords } from './namedRecords.ts';

const ORDERS = { system: 'salesforce', object: 'Order', erpObject: 'order' } as const;
const named = namedOf(ORDERS);
const field = (name: string, readOnly = false) => ({ name, readOnly }) as CrmField;
const FIELDS = [field('OpportunityId')];
const mappingOf = (...rules: readonly (readonly [string, string])[]) =>
  toMapping({
    version: 1,
    mapping: {
      rules: rules.map(([crmField, erpField]) => ({
        ...{ key: crmField, crmField, erpField, steps: [], group: null, askAbove: null },
        ...{ blanks: 'keep', flow: { direction: 'toCrm', firstTime: 'source' } },
      })),
    },
  });
const plain = mappingOf(['OrderReferenceNumber', 'number']);
const crmFields = (mapping: typeof plain) => mapping.rules.map(({ crmField }) => crmField);

describe('the rule that keeps up which record is named', () => {
  test('is added where the field is there and can be written', () => {
    expect(crmFields(namingRecords(plain, named, FIELDS))).toEqual(['OrderReferenceNumber', 'OpportunityId']);
    expect(namingRecords(plain, named, [field('OpportunityId', true)])).toBe(plain);
    expect(namingRecords(plain, named, [])).toBe(plain);
  });

  test.each([
    ['the field of the CRM', ['OpportunityId', 'quote']],
    ['the field of the ERP', ['Deal_Key__c', 'deal']],
  ] as const)('is not added where a rule of the company’s own has %s', (_, own) => {
    const mapping = mappingOf(own);
    expect(namingRecords(mapping, named, FIELDS)).toBe(mapping);
  });

  test('is not added to a pair that names none, or of which nothing is synced', () => {
    expect(namedOf({ ...ORDERS, object: 'Account', erpObject: 'customer' })).toBeNull();
    expect(namingRecords(plain, null, FIELDS)).toBe(plain);
    const none = mappingOf();
    expect(namingRecords(none, named, FIELDS)).toBe(none);
  });
});

describe('a record of the ERP, in the words of one org', () => {
  const cells = (deal: string | null) => ({
    deal: {
      seen: deal === null ? { kind: 'blank' } : { kind: 'value', value: deal },
      changedAt: null,
      history: null,
    },
  });
  const side = (answer: Answer<readonly unknown[]>) =>
    ({ read: async () => answer }) as unknown as Side<ErpId>;
  const read = async (answer: Answer<readonly unknown[]>, mapping = namingRecords(plain, named, FIELDS)) => {
    const place = { system: 'salesforce', org: 'acme', named, mapping } as const;
    return inWordsOf(side(answer), place).read([]);
  };
  const seenOf = async (deal: string | null, mapping?: typeof plain) => {
    const answer = await read({ kind: 'answered', value: [{ kind: 'found', cells: cells(deal) }] }, mapping);
    const [reading] = answer.kind === 'answered' ? (answer.value as readonly Reading<ErpId>[]) : [];
    return reading?.kind === 'found' ? reading.cells : null;
  };

  test.each([
    ['of this org has its id', 'salesforce/acme/Opportunity/006A', '006A'],
    ['of another org has none', 'salesforce/other/Opportunity/006A', null],
    ['of another CRM has none', 'hubspot/acme/deal/7', null],
    ['of another object has none', 'salesforce/acme/Lead/00Q1', null],
    ['that is none has none', null, null],
  ])('what is %s', async (_, deal, id) => {
    expect(await seenOf(deal)).toEqual(cells(id));
  });

  test('is left as it is where a rule of the company’s own carries the key', async () => {
    const key = 'salesforce/acme/Opportunity/006A';
    expect(await seenOf(key, mappingOf(['Deal_Key__c', 'deal']))).toEqual(cells(key));
  });

  test('as it last was, or is not, or could not be asked for', async () => {
    const key = 'salesforce/acme/Opportunity/006A';
    const deleted = { kind: 'deleted', mergedInto: null };
    const value = [{ ...deleted, last: cells(key) }, { ...deleted, last: null }, { kind: 'absent' }];
    expect(await read({ kind: 'answered', value })).toEqual({
      kind: 'answered',
      value: [{ ...deleted, last: cells('006A') }, { ...deleted, last: null }, { kind: 'absent' }],
    });
    expect(await read({ kind: 'lost' })).toEqual({ kind: 'lost' });
  });
});
