import { describe, expect, it } from 'vitest';
import { STEP_NAMES, TRANSFORMERS } from '../../lib/mapping/transform/registry.ts';
import { differences } from './difference.ts';
import { sameMapping, toDraft, toMapping, withNewRule, withoutRule, withRule } from './draft.ts';
import { matchingFields } from './fieldSearch.ts';
import { directionFor, emptyRule, turned } from './flow.ts';
import { ACCOUNT_FIELDS, LIMIT_RULE, MAPPING } from './mappingSamples.ts';
import { PARAMETERS } from './parameters.ts';

const [name, phone] = MAPPING.rules;
if (name === undefined || phone === undefined) throw new Error('The sample has lost its rules.');

describe('a draft', () => {
  it('says the same as the mapping that it was begun on', () => {
    expect(toMapping(toDraft(MAPPING))).toEqual(MAPPING);
  });

  it('names a changed rule anew by what it means', () => {
    const changed = withRule(toDraft(MAPPING), 1, { ...phone, crmField: 'Fax' });
    expect(toMapping(changed).rules.map(({ key }) => key)).toEqual(['Name=name', 'Fax=phone']);
  });

  it('keeps the name of a rule with steps that it cannot read', () => {
    const later = { ...phone, key: 'as saved', steps: [{ step: 'expression' }] };
    expect(toMapping(toDraft({ rules: [later] })).rules).toEqual([later]);
  });

  it('gives no new row the id of one that was removed', () => {
    const draft = withNewRule(withoutRule(toDraft(MAPPING), 1), LIMIT_RULE);
    expect(draft.rules.map(({ id }) => id)).toEqual([0, 2]);
  });
});

describe('two mappings', () => {
  it('say the same whatever the order of a step’s parameters, and whether defaults are written out', () => {
    const one = { rules: [{ ...phone, steps: [{ step: 'trim', inner: true }] }] };
    const other = { enabled: true, rules: [{ ...phone, key: 'k', steps: [{ inner: true, step: 'trim' }] }] };
    expect(sameMapping(one, other)).toBe(true);
  });

  it.each([
    ['another field', { crmField: 'Fax' }],
    ['another flow', { flow: { direction: 'toErp', firstTime: 'ask' } }],
    ['other steps', { steps: [{ step: 'trim', inner: true }] }],
    ['other blanks', { blanks: 'propagate' }],
    ['another group', { group: 'g' }],
    ['another amount', { askAbove: 1 }],
  ] as const)('do not with %s', (_what, change) => {
    const changed = { ...phone, ...change, steps: 'steps' in change ? [...change.steps] : phone.steps };
    expect(sameMapping({ rules: [phone] }, { rules: [changed] })).toBe(false);
  });

  it('do not with records that only one of them creates', () => {
    expect(sameMapping(MAPPING, { ...MAPPING, create: { toErp: true, toCrm: false } })).toBe(false);
    expect(sameMapping(MAPPING, { ...MAPPING, enabled: false })).toBe(false);
  });
});

describe('what differs', () => {
  it('is told rule by rule: changed, only theirs, only mine', () => {
    const theirs = [name, { ...phone, group: 'contact' }];
    const mine = [{ ...phone, blanks: 'propagate' as const }, LIMIT_RULE];
    expect(
      differences(theirs, mine).map((each) => [each.erpField, each.theirs !== null, each.mine !== null]),
    ).toEqual([
      ['name', true, false],
      ['phone', true, true],
      ['creditLimit', false, true],
    ]);
  });

  it('is nothing in the same rules in another order', () => {
    expect(differences([name, phone], [phone, name])).toEqual([]);
  });
});

describe('a rule that is turned', () => {
  const both = { direction: 'both', policy: 'ask', firstTime: 'erp' } as const;
  it('keeps whose values count at first, where that side still gives', () => {
    expect(turned(both, 'toCrm')).toEqual({ direction: 'toCrm', firstTime: 'source' });
    expect(turned(both, 'toErp')).toEqual({ direction: 'toErp', firstTime: 'ask' });
    expect(turned(both, 'both')).toBe(both);
    expect(turned({ direction: 'toCrm', firstTime: 'source' }, 'both')).toEqual({
      direction: 'both',
      policy: 'lastWriteWins',
      firstTime: 'ask',
    });
  });
});

describe('a new rule', () => {
  const find = (side: 'erp' | 'crm', wanted: string) =>
    ACCOUNT_FIELDS[side].find((field) => field.name === wanted);
  it.each([
    ['both', 'name', 'Name', 'both'],
    ['toErp', 'name', 'Name', 'toErp'],
    ['both', 'creditLimit', 'Limit__c', 'toCrm'],
    ['both', 'website', 'Total__c', 'toErp'],
  ] as const)('that goes %s goes %s → %s %s', (before, erp, crm, direction) => {
    const flow = turned({ direction: 'toCrm', firstTime: 'ask' }, before);
    expect(directionFor({ flow }, { erp: find('erp', erp), crm: find('crm', crm) })).toBe(direction);
  });

  it('starts the way its records go', () => {
    expect(emptyRule('quote').flow.direction).toBe('toCrm');
    expect(emptyRule('contact').flow.direction).toBe('both');
  });
});

describe('looking for a field', () => {
  const found = (query: string) => matchingFields(ACCOUNT_FIELDS.crm, query).map(({ name: each }) => each);
  it('finds every word, in label or API name, and begins with what begins so', () => {
    expect(found('acc name')).toEqual(['Name']);
    expect(found('__c')).toEqual(['Hold__c', 'Limit__c', 'Stage__c', 'Total__c']);
    expect(found('s')[0]).toBe('Stage__c');
    expect(found('nothing')).toEqual([]);
    expect(found('')).toHaveLength(ACCOUNT_FIELDS.crm.length);
  });
});

it('every parameter of every step can be edited, and nothing else', () => {
  for (const step of STEP_NAMES) {
    const edited = PARAMETERS[step].map((parameter) => parameter.name);
    expect([step, ...edited].toSorted()).toEqual(
      [step, ...Object.keys(TRANSFORMERS[step].initial).filter((key) => key !== 'step')].toSorted(),
    );
    for (const parameter of PARAMETERS[step]) {
      if (parameter.kind !== 'choice' && parameter.kind !== 'pick') continue;
      for (const value of parameter.values) {
        const saved: unknown = { ...TRANSFORMERS[step].initial, [parameter.name]: value };
        expect(TRANSFORMERS[step].schema.safeParse(saved).success).toBe(true);
      }
    }
  }
});
