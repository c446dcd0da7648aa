import { describe, expect, test } from 'vitest';
import { SYNC_GATES, type SyncGate } from '../../messaging/syncMessages.ts';
import { ME } from '../fakes/records.ts';
import { type Evidence, judgeGates } from './gates.ts';

const MAY = { ...ME, capabilities: [...ME.capabilities, 'manualSync' as const] };
const link = {
  mapping: { version: 1, enabled: true, rules: 2 },
  conflicts: [],
  deadLetter: null,
};
const status = (over: object = {}, ofLink: object = {}) =>
  ({ paused: null, links: [{ ...link, ...ofLink }], runs: [], ...over }) as unknown as NonNullable<
    Evidence['status']
  >;
const value = (text: string) => ({ kind: 'value' as const, value: text });
const cell = (text: string) => ({ seen: value(text), changedAt: null, history: null });
const reading = (field: string, text: string) => ({ kind: 'found', cells: { [field]: cell(text) } });

/** One rule that only goes from the ERP to the CRM; both last agreed on `old`. */
const look = (over: { crm?: unknown; erp?: unknown; change?: unknown } = {}) =>
  ({
    change: over.change ?? null,
    mapping: {
      rules: [{ key: 'r', crmField: 'Terms__c', erpField: 'terms', flow: { direction: 'toCrm' } }],
    },
    item: {
      crm: over.crm ?? reading('Terms__c', 'old'),
      erp: over.erp ?? reading('terms', 'old'),
      view: { link: { base: { r: { crm: value('old'), erp: value('old') } } } },
    },
  }) as unknown as NonNullable<Evidence['look']>;

const well: Evidence = {
  isDisabled: false,
  me: MAY,
  isPair: true,
  failure: null,
  status: status(),
  look: look({ change: { kind: 'change' } }),
  limits: { pausedUntil: null },
  isBraked: false,
  labelOf: ({ side, field }) => `${side}'s ${field}`,
};
const judge = (over: Partial<Evidence>, gate: SyncGate) =>
  judgeGates({ ...well, ...over }).find((each) => each.gate === gate);

describe('why a record did not sync', () => {
  test('is asked gate by gate, in one order; where all is well every gate is open and offers nothing to do', () => {
    const gates = judgeGates(well);
    expect(gates.map(({ gate }) => gate)).toEqual(SYNC_GATES);
    for (const each of gates) expect(each).toMatchObject({ verdict: 'passed', wayOn: null, until: null });
  });

  test('is unknown where whoever would have to say did not answer: never taken for a yes or a no', () => {
    const gates = judgeGates({ ...well, me: null, status: null, look: null });
    const known = gates.filter(({ verdict }) => verdict !== 'unknown').map(({ gate }) => gate);
    expect(known).toEqual(['inScope', 'brake', 'quota']);
  });

  test.each<[SyncGate, Partial<Evidence>, object]>([
    ['allowed', { isDisabled: true }, { wayOn: 'askAdmin' }],
    ['allowed', { me: ME }, { wayOn: 'askAdmin', detail: ME.role }],
    ['allowed', { status: status({ paused: 'successRate' }) }, { wayOn: 'askAdmin', detail: 'successRate' }],
    ['linked', { status: status({ links: [] }) }, { wayOn: 'link', detail: null }],
    [
      'linked',
      { status: status({ links: [], runs: [{ outcome: 'unchanged', reason: 'reference.several: Two.' }] }) },
      { wayOn: 'link', detail: 'reference.several: Two.' },
    ],
    [
      'mapped',
      { status: status({}, { mapping: { version: 1, enabled: false, rules: 2 } }) },
      { wayOn: 'askAdmin' },
    ],
    [
      'mapped',
      {
        status: status({}, { mapping: { version: 1, enabled: true, rules: 0 } }),
        me: { ...MAY, capabilities: ['configureMapping'] },
      },
      { wayOn: 'editMapping' },
    ],
    ['inScope', { isPair: false }, { wayOn: 'askAdmin' }],
    ['inScope', { look: { ...look(), isInScope: false } }, { wayOn: 'askAdmin' }],
    ['seen', { look: look({ crm: { kind: 'absent' } }) }, { wayOn: 'askOwner', detail: 'crm' }],
    [
      'direction',
      { look: look({ crm: reading('Terms__c', 'new') }) },
      { wayOn: 'editMapping', detail: "crm's Terms__c" },
    ],
    ['conflict', { status: status({}, { conflicts: [{}] }) }, { wayOn: 'resolve' }],
    ['brake', { isBraked: true }, { wayOn: 'approveBrake' }],
    ['quota', { limits: { pausedUntil: 77 } }, { wayOn: 'wait', until: 77 }],
    [
      'lastError',
      { status: status({}, { deadLetter: { reason: 'X: no' } }) },
      { wayOn: 'fixRecord', detail: 'X: no' },
    ],
    [
      'lastError',
      { status: status({ runs: [{ outcome: 'failed', reason: 'unheard' }] }) },
      { wayOn: 'syncNow', detail: 'unheard' },
    ],
    [
      'lastError',
      { failure: { code: 'crm.authExpired' } },
      { wayOn: 'reconnect', detail: 'crm.authExpired' },
    ],
    ['lastError', { failure: { code: 'crm.notConnected' } }, { wayOn: 'openOptions' }],
    ['lastError', { failure: { code: 'crm.forbidden' } }, { wayOn: 'askAdmin' }],
    ['lastError', { failure: { code: 'crm.rateLimited' } }, { wayOn: 'wait' }],
    ['lastError', { failure: { code: 'crm.server' } }, { wayOn: 'syncNow', detail: 'crm.server' }],
  ])('%s shuts for its own reason (%#) and says what to do', (gate, over, expected) => {
    expect(judge(over, gate)).toMatchObject({ verdict: 'failed', ...expected });
  });

  test('a record that is in step is as it should be: an answer, and no failure', () => {
    expect(judge({ look: look() }, 'changed')).toMatchObject({ verdict: 'idle', wayOn: null });
  });

  test.each([
    ['the CRM', { crm: reading('Terms__c', 'new') }],
    ['the ERP', { erp: reading('terms', 'new') }],
    ['a person, who has decided', { change: { kind: 'change' } }],
    ['its deletion', { crm: { kind: 'deleted' } }],
  ])('one that was changed by %s has something to sync', (_, over) => {
    expect(judge({ look: look(over) }, 'changed')?.verdict).toBe('passed');
  });

  test('nobody can tell of a change who sees one side alone, nor where nothing is mapped', () => {
    const unmapped = { ...look(), mapping: { version: 1, rules: [] } } as never;
    for (const each of [look({ erp: { kind: 'absent' } }), unmapped])
      expect(judge({ look: each }, 'changed')?.verdict).toBe('unknown');
  });

  test('of a CRM that is not connected nobody knows the limits', () => {
    expect(judge({ limits: null }, 'quota')?.verdict).toBe('unknown');
  });

  test('a change that flows the way its rule goes, a record that is hidden, and a field without a base say nothing of a direction', () => {
    for (const each of [look({ erp: reading('terms', 'new') }), look({ crm: { kind: 'absent' } })])
      expect(judge({ look: each }, 'direction')?.verdict).toBe('passed');
  });
});
