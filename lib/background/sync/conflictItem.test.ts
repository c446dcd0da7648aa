import { afterEach, expect, test, vi } from 'vitest';
import type { ConflictView } from '../../erp/api/sync/conflicts.ts';
import { FailureError } from '../../failure.ts';
import { conflictItems } from './conflictItem.ts';
import type { ConnectedCrm } from './connectedCrm.ts';

afterEach(() => vi.restoreAllMocks());

const text = (value: string) => ({ kind: 'value', value }) as const;
const QUESTION: ConflictView = {
  link: '018f3c5e-7b2a-7c11-9d3e-2f4a5b6c7d8e' as ConflictView['link'],
  key: 'field:city',
  rev: 3,
  seen: 's',
  kind: 'fields',
  reason: 'bothChanged',
  crm: 'salesforce/acme.my.salesforce.com/Account/001000000000001AAA',
  erp: 'customer/C1',
  erpName: null,
  fields: [
    {
      rule: 'city',
      crmField: 'BillingCity',
      erpField: 'city',
      label: 'City',
      type: 'text',
      currency: null,
      base: null,
      crm: text('Bremen'),
      erp: text('Emden'),
      erpNow: null,
    },
  ],
  overwritten: [],
  side: null,
  changed: { crm: { at: null, by: null, of: 'record' }, erp: { at: null, by: null, of: 'record' } },
  survivor: null,
  openedAt: '2026-11-20T12:00:00Z',
  run: null,
  mapping: 1,
  atStake: null,
  needsSecond: false,
  proposed: null,
  decided: null,
  choices: ['crm', 'erp'],
};

type Fields = (object: string, signal: AbortSignal) => Promise<readonly unknown[]>;
const shown = async (fields: Fields, question = QUESTION, signal = new AbortController().signal) => {
  const crm = { system: 'salesforce', org: 'acme.my.salesforce.com', sync: { fields } };
  const parts = {
    erp: { use: () => Promise.reject(new Error('The ERP is not asked.')) },
    crms: async () => [crm as unknown as ConnectedCrm],
  };
  const [item] = await conflictItems(parts, [question], signal);
  return item?.fields.map(({ crmField, crmLabel, erpField }) => [crmField, crmLabel, erpField]);
};

test('a field is called as people of its system call it', async () => {
  const fields: Fields = async (object) => [{ name: 'BillingCity', label: `Billing City of ${object}` }];
  expect(await shown(fields)).toEqual([['BillingCity', 'Billing City of Account', 'City']]);
});

test('one that the CRM does not know, or does not tell of, keeps the name of its API', async () => {
  expect(await shown(async () => [])).toEqual([['BillingCity', null, 'City']]);
  const silent: Fields = async () => {
    throw new FailureError({ code: 'crm.unreachable' });
  };
  expect(await shown(silent)).toEqual([['BillingCity', null, 'City']]);
});

/** Answers nothing until it is told to stop. */
const slow: Fields = (_, signal) =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(new FailureError({ code: 'cancelled' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });

test('no question waits longer for its words than a second', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  expect(await shown(slow)).toEqual([['BillingCity', null, 'City']]);
  expect(timeout).toHaveBeenCalledWith(1_000);
});

test('whoever does not want it any more is not answered', async () => {
  await expect(shown(slow, QUESTION, AbortSignal.abort())).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  });
});

test('what is about the whole record asks the CRM nothing', async () => {
  const fields = vi.fn<Fields>(async () => []);
  expect(await shown(fields, { ...QUESTION, kind: 'delete', side: 'crm', fields: [] })).toEqual([]);
  expect(fields).not.toHaveBeenCalled();
});
