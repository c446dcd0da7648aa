import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type FieldMapping, fieldMapping } from '../erp/api/fieldMapping.ts';
import { carry } from '../sync/rule.ts';
import { asValue, BLANK } from '../sync/value.ts';
import { readRules, type SavedRule } from './readRules.ts';
import { toMapping } from './toMapping.ts';
import { anyChain, anyValue } from './transform/anySteps.fixture.ts';

const rule = (with_: Partial<SavedRule> = {}): SavedRule => ({
  key: with_.key ?? `${with_.crmField ?? 'Phone'}=${with_.erpField ?? 'phone'}`,
  crmField: 'Phone',
  erpField: 'phone',
  flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'ask' },
  steps: [],
  blanks: 'keep',
  group: null,
  askAbove: null,
  ...with_,
});
const mapped = (...rules: SavedRule[]) => toMapping({ version: 3, mapping: { rules } });

describe('a saved mapping', () => {
  it('becomes rules with their meaning as their key, not the key they were saved under', () => {
    const { version, rules } = mapped(rule({ key: 'whatever' }));
    expect(version).toBe(3);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({ key: 'Phone=phone', owner: 'shared', blanks: 'keep' });
    expect(rules[0]?.flow).toEqual({ direction: 'both', policy: 'lastWriteWins', firstTime: 'ask' });
  });

  it('carries values through the steps, both ways', () => {
    const [prefixed] = mapped(rule({ steps: [{ step: 'prefix', text: 'ERP-' }] })).rules;
    if (prefixed === undefined) throw new Error('The rule is gone.');
    expect(carry(prefixed, 'erp', asValue('7'))).toEqual(asValue('ERP-7'));
    expect(carry(prefixed, 'crm', asValue('ERP-7'))).toEqual(asValue('7'));
    expect(carry(prefixed, 'erp', BLANK)).toEqual(BLANK);
  });

  it('carries a value that its steps refuse as it stands, never half converted', () => {
    const steps = [
      { step: 'trim', inner: false },
      { step: 'country', erp: 'code', crm: 'name', language: 'en' },
    ];
    const [land] = mapped(rule({ steps })).rules;
    if (land === undefined) throw new Error('The rule is gone.');
    expect(carry(land, 'erp', asValue(' Atlantis '))).toEqual(asValue(' Atlantis '));
    expect(carry(land, 'erp', asValue(' DE '))).toEqual(asValue('Germany'));
  });

  test('of any steps carries any value without throwing', () => {
    fc.assert(
      fc.property(anyChain, anyValue, (steps, value) => {
        for (const each of mapped(rule({ steps })).rules) {
          expect(carry(each, 'erp', asValue(value)).kind).toBe('value');
          expect(carry(each, 'crm', asValue(value)).kind).toBe('value');
        }
      }),
    );
  });

  test('of any steps can be saved at the ERP API', () => {
    fc.assert(
      fc.property(anyChain, (steps) => {
        const saved: FieldMapping = { rules: [rule({ steps })] };
        expect(fieldMapping.parse(JSON.parse(JSON.stringify(saved))).rules).toEqual(saved.rules);
      }),
    );
  });
});

describe('fields owned by finance', () => {
  it('flow to the CRM only', () => {
    const { rules } = mapped(
      rule({ erpField: 'creditLimit', flow: { direction: 'toCrm', firstTime: 'source' } }),
    );
    expect(rules[0]).toMatchObject({ owner: 'finance', flow: { direction: 'toCrm', firstTime: 'source' } });
  });

  it.each(['both', 'toErp'] as const)('are left out of a mapping that has them %s', (direction) => {
    const flow =
      direction === 'both'
        ? ({ direction, policy: 'ask', firstTime: 'ask' } as const)
        : ({ direction, firstTime: 'ask' } as const);
    const turned = rule({ erpField: 'taxId', flow });
    expect(mapped(turned, rule()).rules.map(({ erpField }) => erpField)).toEqual(['phone']);
    expect(readRules([turned]).unusable).toEqual([{ rule: turned, code: 'financeOwned' }]);
  });
});

describe('a rule that this version cannot carry out', () => {
  const later = rule({ crmField: 'Later', group: 'address', steps: [{ step: 'expression', text: '1' }] });

  it('is left out whole, with its reason', () => {
    expect(mapped(later, rule()).rules).toHaveLength(1);
    expect(readRules([later]).unusable).toEqual([{ rule: later, code: 'unknownStep', step: 'expression' }]);
    const broken = rule({ steps: [{ step: 'prefix' }] });
    expect(readRules([broken]).unusable).toEqual([{ rule: broken, code: 'badParameters', step: 'prefix' }]);
  });

  it('takes its group with it: a group moves as one', () => {
    const street = rule({ crmField: 'Street', erpField: 'street', group: 'address' });
    expect(mapped(street, later, rule()).rules.map(({ crmField }) => crmField)).toEqual(['Phone']);
    expect(readRules([street, later]).unusable).toContainEqual({ rule: street, code: 'groupBroken' });
  });

  it('may only be one that says the same again: the first one counts', () => {
    const again = rule({ key: 'again', group: 'pair' });
    const partner = rule({ crmField: 'Fax', erpField: 'fax', group: 'pair' });
    expect(readRules([rule(), again, partner])).toMatchObject({
      usable: [{ rule: { key: 'Phone=phone' } }, { rule: partner }],
      unusable: [{ rule: again, code: 'sameAgain' }],
    });
  });
});
