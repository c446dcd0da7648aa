// @vitest-environment happy-dom
// Long because it follows one person through one page: what is typed survives whatever the servers say, step after step.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FieldMapping } from '../../lib/erp/api/fieldMapping.ts';
import { type Failure, FailureError } from '../../lib/failure.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import type { MappingView } from '../../lib/messaging/mappingMessages.ts';
import { MappingSection } from './MappingSection.tsx';
import {
  ACCOUNT_FIELDS,
  ACCOUNTS,
  accountView,
  DEALS,
  LIMIT_RULE,
  MAPPING,
  PAIRS,
} from './mappingSamples.ts';
import type { MappingPort } from './port.ts';

afterEach(cleanup);

const failed = (failure: Failure) => () => Promise.reject(new FailureError(failure));

/** A worker with one mapping in it: what is saved on its version is what is read next. */
const worker = (start: MappingView = accountView()) => {
  const held = { view: start };
  const port = {
    pairs: vi.fn<MappingPort['pairs']>(async () => PAIRS),
    read: vi.fn<MappingPort['read']>(async (pair) =>
      pair.system === 'salesforce'
        ? held.view
        : { ...start, pair, version: 0, mapping: { rules: [] }, fields: { erp: [], crm: [] } },
    ),
    save: vi.fn<MappingPort['save']>(async (_pair, mapping, version) => {
      if (version !== held.view.version) throw new FailureError({ code: 'erp.conflict', status: 412 });
      held.view = { ...held.view, mapping, version: version + 1 };
      return held.view;
    }),
  };
  return { held, port };
};

const open = async ({ port }: ReturnType<typeof worker>) => {
  const onOpenConnections = vi.fn();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MappingSection port={port} onOpenConnections={onOpenConnections} />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), onOpenConnections };
};
const opened = async (start = worker()) => {
  const page = await open(start);
  await screen.findByRole('table');
  return { ...page, ...start };
};
const erpField = (row: number) => screen.getByRole('combobox', { name: `ERP field of row ${row}` });
const crmField = (row: number) => screen.getByRole('combobox', { name: `Salesforce field of row ${row}` });
const saveButton = () => screen.getByRole('button', { name: /^Save version|^Saving/ });
const value = (element: HTMLElement) => (element as HTMLInputElement).value;
type User = ReturnType<typeof userEvent.setup>;
const pick = async (user: User, field: HTMLElement, text: string) => {
  await user.click(field);
  await user.clear(field);
  await user.type(field, `${text}{Enter}`);
};
const savedBy = ({ port }: ReturnType<typeof worker>): FieldMapping | undefined =>
  port.save.mock.calls.at(-1)?.[1];

describe('what is shown', () => {
  it('the rows of the first pair, by the labels of both live field lists', async () => {
    await opened();
    expect(value(erpField(1))).toBe('Name');
    expect(value(crmField(1))).toBe('Account Name');
    expect(screen.getByText('name · Text · required')).toBeTruthy();
    expect(screen.getByText('Version 3 is saved.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull();
  });

  it('skeletons while it loads, and says so once', async () => {
    const start = worker();
    start.port.pairs.mockReturnValue(new Promise(() => {}));
    await open(start);
    expect(screen.getByRole('status', { name: 'Loading the mapping' })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('that no CRM is connected', async () => {
    const start = worker();
    start.port.pairs.mockResolvedValue([]);
    await open(start);
    expect(await screen.findByText('No CRM connected')).toBeTruthy();
  });

  it('a failure of the pairs, with its way on', async () => {
    const start = worker();
    start.port.pairs.mockImplementation(failed({ code: 'erp.notConnected' }));
    const { user, onOpenConnections } = await open(start);
    await user.click(await screen.findByRole('button', { name: 'Open settings' }));
    expect(onOpenConnections).toHaveBeenCalledOnce();
  });

  it('a failure of the field lists, and the mapping after another try', async () => {
    const start = worker();
    start.port.read.mockImplementationOnce(failed({ code: 'crm.server' }));
    const { user } = await open(start);
    await user.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('table')).toBeTruthy();
  });

  it('whose fields these are, where several orgs of the CRM are connected, and nothing of it where one is', async () => {
    await opened(worker(accountView({ fieldsOf: 'acme.my.salesforce.com' })));
    expect(screen.getByText(/^The Salesforce fields are those of acme\.my\.salesforce\.com\./)).toBeTruthy();
    cleanup();
    await opened();
    expect(screen.queryByText(/fields are those of/)).toBeNull();
  });

  it('nothing to edit for somebody who may only look', async () => {
    await opened(worker(accountView({ mayEdit: false })));
    expect(screen.getByText('You can look at the mapping. An administrator changes it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a row' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
    expect((erpField(1) as HTMLInputElement).readOnly).toBe(true);
    expect(within(screen.getByRole('table')).queryAllByRole('combobox')).toHaveLength(4);
  });
});

describe('a field', () => {
  it('is found by typing part of its label or API name', async () => {
    const { user } = await opened();
    await user.click(crmField(2));
    await user.clear(crmField(2));
    await user.type(crmField(2), '__c');
    const options = within(screen.getByRole('listbox')).getAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual([
      'HoldHold__c · List',
      'LimitLimit__c · Amount',
      'Sales stageStage__c · List',
      'SumTotal__c · Amount · read only',
    ]);
    await user.click(options[1] as HTMLElement);
    expect(value(crmField(2))).toBe('Limit');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('is chosen with the arrows and Enter, from the one that is chosen on', async () => {
    const { user } = await opened();
    crmField(1).focus();
    await user.keyboard('{ArrowDown}');
    const active = () => document.getElementById(crmField(1).getAttribute('aria-activedescendant') ?? '');
    expect(active()?.textContent).toContain('Account Name');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(value(crmField(1))).toBe('Account Phone');
  });

  it('stays as it was after Escape, and after looking elsewhere', async () => {
    const { user } = await opened();
    await user.click(crmField(1));
    expect(value(crmField(1))).toBe('Account Name');
    await user.keyboard('site');
    expect(value(crmField(1))).toBe('site');
    await user.keyboard('{Escape}');
    expect(value(crmField(1))).toBe('Account Name');
    await user.click(crmField(1));
    await user.keyboard('site');
    await user.tab();
    expect(value(crmField(1))).toBe('Account Name');
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull();
  });

  it('that nobody has is said to be none', async () => {
    const { user } = await opened();
    await user.click(crmField(1));
    await user.keyboard('zzz{Enter}');
    expect(screen.getByText('No field has this name')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(value(crmField(1))).toBe('Account Name');
  });

  it('that is gone keeps its API name and says so', async () => {
    const gone = {
      ...MAPPING,
      rules: MAPPING.rules.map((rule) => ({ ...rule, crmField: 'Gone__c' })).slice(0, 1),
    };
    await opened(worker(accountView({ mapping: gone })));
    expect(value(crmField(1))).toBe('Gone__c');
    expect(screen.getByText(/“Gone__c” is not among the fields/)).toBeTruthy();
  });
});

describe('a row', () => {
  it('is added, takes the focus, and wants both its fields before anything is saved', async () => {
    const start = await opened();
    const { user } = start;
    await user.click(screen.getByRole('button', { name: 'Add a row' }));
    await waitFor(() => expect(document.activeElement).toBe(erpField(3)));
    expect(screen.getByText('Choose a field on both sides.')).toBeTruthy();
    expect(screen.getByText('1 row has to be mended before saving.')).toBeTruthy();
    await user.click(saveButton());
    expect(start.port.save).not.toHaveBeenCalled();
    await pick(user, erpField(3), 'Website');
    await pick(user, crmField(3), 'Site');
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(start.port.save).toHaveBeenCalledWith(ACCOUNTS, expect.anything(), 3);
    expect(savedBy(start)?.rules[2]).toEqual({
      key: 'Website=website',
      crmField: 'Website',
      erpField: 'website',
      flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'ask' },
      steps: [],
      blanks: 'keep',
      group: null,
      askAbove: null,
    });
    expect(savedBy(start)).toMatchObject({ enabled: true, scope: { kind: 'all' } });
  });

  it('with a field that finance owns flows to the CRM, and cannot be turned', async () => {
    const { user } = await opened();
    await user.click(screen.getByRole('button', { name: 'Add a row' }));
    await pick(user, erpField(3), 'Credit limit');
    await pick(user, crmField(3), 'Limit');
    expect(screen.queryByRole('combobox', { name: 'Direction of row 3' })).toBeNull();
    expect(screen.getByText('→ to Salesforce', { selector: 'output' }).textContent).toContain(
      'owned by finance',
    );
    expect(screen.queryByText(/rows? ha(s|ve) to be mended/)).toBeNull();
  });

  it('is removed, and the focus goes to the next one', async () => {
    const start = await opened();
    const { user } = start;
    await user.click(screen.getByRole('button', { name: 'Remove row 1, Name and Account Name' }));
    expect(screen.getByText('Row removed')).toBeTruthy();
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: 'Remove row 1, Phone and Account Phone' }),
    );
    await user.click(screen.getByRole('button', { name: 'Remove row 1, Phone and Account Phone' }));
    expect(await screen.findByText('No fields mapped yet')).toBeTruthy();
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules).toEqual([]);
  });

  it('has its direction, policy and first-time side', async () => {
    const start = await opened();
    const { user } = start;
    const select = (name: string) => screen.getByRole('combobox', { name });
    await user.selectOptions(select('If both changed, row 1'), 'Salesforce wins');
    await user.selectOptions(select('If they differ at first, row 1'), "ERP's value");
    await user.selectOptions(select('Direction of row 2'), '← to the ERP');
    await user.selectOptions(select('If they differ at first, row 2'), "Salesforce's value");
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules.map(({ flow }) => flow)).toEqual([
      { direction: 'both', policy: 'crmWins', firstTime: 'erp' },
      { direction: 'toErp', firstTime: 'source' },
    ]);
  });

  it('has its blanks, group and amount behind one press', async () => {
    const start = await opened();
    const { user } = start;
    await user.click(screen.getByRole('button', { name: /^Steps and more of row 1/ }));
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Empty fields' }),
      'Clear the other side too',
    );
    await user.type(screen.getByRole('textbox', { name: 'Group' }), 'who');
    await user.type(screen.getByRole('spinbutton', { name: 'Ask above' }), '500000');
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[0]).toMatchObject({ blanks: 'propagate', group: 'who', askAbove: 500_000 });
  });

  it('says its mistake where it is, to screen readers too, and is led to', async () => {
    const start = await opened();
    const { user } = start;
    await pick(user, crmField(2), 'Account Name');
    const sentence = await screen.findAllByText(/Several rows write Account Name/);
    expect(sentence).toHaveLength(2);
    expect(screen.getByText('2 rows have to be mended before saving.')).toBeTruthy();
    const described = crmField(2).getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toContain('Mistake: Several rows write');
    await user.click(screen.getByRole('button', { name: 'Show me' }));
    expect(document.activeElement).toBe(erpField(1));
    await user.click(screen.getByRole('button', { name: 'Add a row' }));
    await user.click(saveButton());
    expect(document.activeElement).toBe(erpField(1));
    expect(start.port.save).not.toHaveBeenCalled();
  });
});

describe('steps', () => {
  const more = async (user: User) =>
    user.click(screen.getByRole('button', { name: /^Steps and more of row 2/ }));
  const add = async (user: User, name: string) => {
    await user.selectOptions(
      screen.getAllByRole('combobox', { name: 'Step to add' })[0] as HTMLElement,
      name,
    );
    await user.click(screen.getAllByRole('button', { name: 'Add the step' }).at(-1) as HTMLElement);
  };

  it('are added, filled in, moved and removed', async () => {
    const start = await opened();
    const { user } = start;
    await more(user);
    expect(screen.getByText('None: values go as they are.')).toBeTruthy();
    await add(user, 'Prefix');
    await add(user, 'Trim spaces');
    await add(user, 'Phone number');
    const prefix = screen.getByRole('textbox', { name: 'Begins in the CRM with' });
    await user.clear(prefix);
    expect(await screen.findByText('The step “Prefix” is not filled in yet.')).toBeTruthy();
    await user.type(prefix, 'T: ');
    await user.click(screen.getByRole('checkbox', { name: 'Also several spaces within the text' }));
    const country = screen.getByRole('textbox', { name: 'Country code of numbers without one' });
    await user.clear(country);
    await user.type(country, 'at');
    await user.click(screen.getByRole('button', { name: 'Move “Trim spaces” up' }));
    expect(screen.getByText('“Trim spaces” is now step 1')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove “Prefix”' }));
    expect(screen.getByText('On the way to Salesforce the spelling may change.')).toBeTruthy();
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[1]).toMatchObject({
      key: expect.stringMatching(/^Phone=phone#/),
      steps: [
        { step: 'trim', inner: true },
        { step: 'phone', country: 'AT', erp: 'asTyped', crm: 'e164' },
      ],
    });
  });

  it('keep the focus on the button that moved one', async () => {
    const { user } = await opened();
    await more(user);
    for (const name of ['Prefix', 'Trim spaces', 'Letter case']) await add(user, name);
    await user.click(screen.getByRole('button', { name: 'Move “Prefix” down' }));
    await user.keyboard('{Enter}');
    const list = within(screen.getByRole('list', { name: /^Steps from the ERP/ }));
    const order = list.getAllByRole('listitem').map((item) => item.querySelector('span')?.textContent);
    expect(order).toEqual(['Trim spaces', 'Letter case', 'Prefix']);
    // At the end there is no further down.
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move “Prefix” up' }));
  });

  it('that are not filled in keep the row from being saved', async () => {
    const start = await opened();
    const { user } = start;
    await more(user);
    await add(user, 'Split a text');
    await user.clear(screen.getByRole('textbox', { name: 'Separator' }));
    expect(await screen.findByText('The step “Split a text” is not filled in yet.')).toBeTruthy();
    await user.click(saveButton());
    expect(start.port.save).not.toHaveBeenCalled();
  });

  it('of a number take numbers, and nothing for all decimals', async () => {
    const start = await opened(
      worker(accountView({ mapping: { ...MAPPING, rules: [MAPPING.rules[0] ?? LIMIT_RULE, LIMIT_RULE] } })),
    );
    const { user } = start;
    await more(user);
    await add(user, 'Number');
    const scale = screen.getByRole('spinbutton', { name: 'Times ten to the power of' });
    await user.clear(scale);
    await user.type(scale, '2');
    const decimals = screen.getByRole('spinbutton', { name: 'Decimals in the CRM' });
    await user.type(decimals, '1');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Rounding' }), 'Half up');
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[1]?.steps[0]).toMatchObject({ scale: 2, decimals: 1, rounding: 'halfUp' });
    await user.clear(decimals);
    await user.click(saveButton());
    await screen.findByText('Version 5 is saved.');
    expect(savedBy(start)?.rules[1]?.steps[0]).toMatchObject({ decimals: null });
  });

  it('name languages and countries in the page’s language, and date formats as they are written', async () => {
    const start = await opened();
    const { user } = start;
    await more(user);
    await add(user, 'Country');
    await add(user, 'State');
    await add(user, 'Date format');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Language of the names' }), 'German');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Country' }), 'Canada');
    const [, , time] = screen.getAllByRole('combobox', { name: 'Salesforce' });
    await user.selectOptions(time as HTMLElement, 'Date and time');
    await user.click(screen.getByRole('button', { name: 'Remove “State”' }));
    await user.click(screen.getByRole('button', { name: 'Remove “Date format”' }));
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[1]?.steps).toEqual([
      { step: 'country', erp: 'code', crm: 'name', language: 'de' },
    ]);
  });

  it('of a condition hold steps, but no further conditions', async () => {
    const start = await opened();
    const { user } = start;
    await more(user);
    await add(user, 'Condition');
    const which = screen.getAllByRole('combobox', { name: 'Step to add' });
    expect(which).toHaveLength(3);
    expect(within(which[0] as HTMLElement).queryByRole('option', { name: 'Condition' })).toBeNull();
    await user.selectOptions(which[0] as HTMLElement, 'Prefix');
    await user.click(screen.getAllByRole('button', { name: 'Add the step' })[0] as HTMLElement);
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[1]?.steps[0]).toMatchObject({
      step: 'condition',
      // biome-ignore lint/suspicious/noThenProperty: data; nobody awaits it.
      then: [{ step: 'prefix', text: 'ERP-' }],
      otherwise: [],
    });
  });

  it('of a list are filled in from both lists, by equal names', async () => {
    const rule = { ...LIMIT_RULE, erpField: 'stage', crmField: 'Stage__c' };
    const start = await opened(worker(accountView({ mapping: { rules: [LIMIT_RULE, rule] } })));
    const { user } = start;
    await more(user);
    await add(user, 'List values');
    await user.click(screen.getByRole('button', { name: 'Fill in from the lists' }));
    expect(screen.queryByRole('button', { name: 'Fill in from the lists' })).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Value 2 in the CRM' }), 'LOST');
    await user.click(screen.getByRole('button', { name: 'Add a value' }));
    await user.click(screen.getByRole('button', { name: 'Remove value 3' }));
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[1]?.steps[0]).toMatchObject({
      pairs: [
        { erp: 'open', crm: 'open' },
        { erp: 'won', crm: 'lost' },
      ],
    });
  });

  it('of a yes or no keep it one, beside what anybody can type', async () => {
    const rule = { ...LIMIT_RULE, erpField: 'creditHold', crmField: 'Name' };
    const start = await opened(worker(accountView({ mapping: { rules: [LIMIT_RULE, rule] } })));
    const { user } = start;
    await more(user);
    await add(user, 'List values');
    await user.click(screen.getByRole('button', { name: 'Fill in from the lists' }));
    await user.type(screen.getByRole('textbox', { name: 'Value 1 in the CRM' }), 'on hold');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Value 2 in the ERP' }), 'Yes');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Value 2 in the ERP' }), 'No');
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)?.rules[1]?.steps[0]).toMatchObject({
      pairs: [
        { erp: true, crm: 'on hold' },
        { erp: false, crm: '' },
      ],
    });
  });
});

describe('unsaved changes', () => {
  const turn = async (user: User) =>
    user.selectOptions(screen.getByRole('combobox', { name: 'If both changed, row 1' }), 'Ask');
  const policy = () => value(screen.getByRole('combobox', { name: 'If both changed, row 1' }));

  it('are said, and are none when they are taken back', async () => {
    const { user } = await opened();
    await turn(user);
    expect(screen.getByText('Not saved yet')).toBeTruthy();
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'If both changed, row 1' }),
      'Later edit wins',
    );
    expect(screen.getByText('Version 3 is saved.')).toBeTruthy();
  });

  it('are discarded only after a question', async () => {
    const { user } = await opened();
    await turn(user);
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(policy()).toBe('ask');
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(policy()).toBe('lastWriteWins');
  });

  it('wait while another pair is looked at', async () => {
    const { user } = await opened();
    await turn(user);
    const pairs = screen.getByRole('combobox', { name: 'Records' });
    await user.selectOptions(pairs, screen.getByRole('option', { name: /Deal ↔ Opportunity/ }));
    expect(await screen.findByText('No fields mapped yet')).toBeTruthy();
    expect(screen.getByRole('option', { name: /Account ↔ Customer.*unsaved changes/ })).toBeTruthy();
    await user.selectOptions(pairs, screen.getByRole('option', { name: /Account ↔ Customer/ }));
    expect(policy()).toBe('ask');
  });

  it('make the browser ask before the page is closed, and only then', async () => {
    const { user } = await opened();
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    await turn(user);
    expect(leave()).toBe(true);
  });

  it.each([
    ['erp.unreachable', 'Retry'],
    ['erp.server', 'Retry'],
  ] as const)('survive %s, and are saved by trying again', async (code, again) => {
    const start = await opened();
    const { user } = start;
    await turn(user);
    start.port.save.mockImplementationOnce(failed({ code }));
    await user.click(saveButton());
    await user.click(await screen.findByRole('button', { name: again }));
    await screen.findByText('Version 4 is saved.');
    expect(policy()).toBe('ask');
  });

  it('survive a refusal, which says what the ERP API does not take', async () => {
    const start = await opened();
    const { user } = start;
    await turn(user);
    const fields = [{ path: 'rules.0.flow.direction', message: 'Finance owns this field.' }];
    start.port.save.mockImplementationOnce(failed({ code: 'erp.invalid', status: 422, fields }));
    await user.click(saveButton());
    expect(await screen.findByText('Finance owns this field.')).toBeTruthy();
    expect(policy()).toBe('ask');
  });

  it('typed while the others were being saved stay, on top of what was saved', async () => {
    const start = await opened();
    const { user } = start;
    await turn(user);
    const { promise, resolve } = Promise.withResolvers<MappingView>();
    start.port.save.mockReturnValueOnce(promise);
    await user.click(saveButton());
    await user.selectOptions(screen.getByRole('combobox', { name: 'If both changed, row 2' }), 'ERP wins');
    const [sent] = start.port.save.mock.calls;
    start.held.view = accountView({ version: 4, mapping: sent?.[1] ?? MAPPING });
    resolve(start.held.view);
    expect(await screen.findByText('Not saved yet')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Save version 5' }));
    await screen.findByText('Version 5 is saved.');
    expect(savedBy(start)?.rules.map(({ flow }) => ('policy' in flow ? flow.policy : null))).toEqual([
      'ask',
      'erpWins',
    ]);
  });
});

describe('somebody else saves meanwhile', () => {
  const theirs: FieldMapping = {
    ...MAPPING,
    rules: [...MAPPING.rules.slice(0, 1), { ...LIMIT_RULE, group: 'credit' }],
  };
  const overtaken = async () => {
    const start = await opened();
    await start.user.selectOptions(screen.getByRole('combobox', { name: 'If both changed, row 1' }), 'Ask');
    start.held.view = accountView({ version: 4, mapping: theirs });
    await start.user.click(saveButton());
    await screen.findByText('Somebody saved version 4 meanwhile.');
    return start;
  };

  it('theirs is shown beside one’s own, and what was typed is still there', async () => {
    await overtaken();
    const table = screen.getByRole('table', { name: /^Rows that differ/ });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      [
        'Name – Account Name',
        '↔ both ways, Later edit wins · first time: Ask · Never overwrite a value',
        '↔ both ways, Ask · first time: Ask · Never overwrite a value',
      ],
      [
        'Credit limit – Limit',
        '→ to Salesforce · first time: Ask · Clear the other side too · Group: credit',
        'No row',
      ],
      [
        'Phone – Account Phone',
        'No row',
        '↔ both ways, Later edit wins · first time: Ask · Never overwrite a value',
      ],
    ]);
    expect(value(screen.getByRole('combobox', { name: 'If both changed, row 1' }))).toBe('ask');
    expect(screen.getByText('Decide first about the version that somebody saved.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull();
  });

  it('steps are told with their parameters, those of a later version by the name they have', async () => {
    const start = await opened();
    const steps = [{ step: 'trim', inner: true }, { step: 'prefix', text: 'T' }, { step: 'expression' }];
    await start.user.selectOptions(
      screen.getByRole('combobox', { name: 'Direction of row 1' }),
      '← to the ERP',
    );
    const mapping = { rules: MAPPING.rules.map((rule) => ({ ...rule, steps, askAbove: 5 })) };
    start.held.view = accountView({ version: 4, mapping });
    await start.user.click(saveButton());
    const cells = (await screen.findAllByRole('cell')).map((cell) => cell.textContent);
    expect(cells[0]).toContain('Ask above: 5 · Trim spaces (inner: true), Prefix (text: T), expression');
    expect(cells[1]).toContain('← to the ERP');
  });

  it('one’s own is kept knowingly, and saved on top of theirs', async () => {
    const start = await overtaken();
    await start.user.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(screen.queryByText(/Somebody saved/)).toBeNull();
    await start.user.click(screen.getByRole('button', { name: 'Save version 5' }));
    await screen.findByText('Version 5 is saved.');
    expect(start.port.save).toHaveBeenLastCalledWith(ACCOUNTS, expect.anything(), 4);
    expect(savedBy(start)?.rules).toHaveLength(2);
  });

  it('theirs is taken', async () => {
    const start = await overtaken();
    await start.user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(screen.getByText('Version 4 is saved.')).toBeTruthy();
    expect(value(crmField(2))).toBe('Limit');
  });

  it('or it was this page, and only the answer was lost: nothing is asked', async () => {
    const start = await opened();
    const { user } = start;
    await user.selectOptions(screen.getByRole('combobox', { name: 'If both changed, row 1' }), 'Ask');
    start.port.save.mockImplementationOnce(async (_pair, mapping) => {
      start.held.view = accountView({ version: 4, mapping });
      throw new FailureError({ code: 'erp.conflict', status: 412 });
    });
    await user.click(saveButton());
    expect(await screen.findByText('Version 4 is saved.')).toBeTruthy();
    expect(screen.queryByText(/Somebody saved/)).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'If both changed, row 2' }), 'Ask');
    await user.click(screen.getByRole('button', { name: 'Save version 5' }));
    expect(await screen.findByText('Version 5 is saved.')).toBeTruthy();
  });
});

describe('the defaults', () => {
  it('are offered where nothing is mapped, and are not saved by that', async () => {
    const start = await opened(worker(accountView({ version: 0, mapping: { rules: [LIMIT_RULE] } })));
    const { user } = start;
    await user.click(screen.getByRole('button', { name: 'Remove row 1, Credit limit and Limit' }));
    await user.click(screen.getByRole('button', { name: 'Use the defaults' }));
    expect(value(crmField(1))).toBe('Account Name');
    expect(screen.getByText('The defaults are in the table, not saved yet')).toBeTruthy();
    expect(start.port.save).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: 'Use the defaults' })).toBeNull();
  });

  it('say what they leave out', async () => {
    await opened();
    expect(
      screen.getByText(/Salesforce has no standard field for: Credit limit, Credit hold, Industry/),
    ).toBeTruthy();
  });

  it('of no saved mapping hold as they are', async () => {
    await opened(worker(accountView({ version: 0 })));
    expect(screen.getByText('The defaults hold; nothing is saved yet.')).toBeTruthy();
  });
});

describe('which records', () => {
  it('are synced and created is part of the mapping', async () => {
    const start = await opened();
    const { user } = start;
    await user.click(screen.getByRole('checkbox', { name: 'Create what is missing in the ERP' }));
    await user.click(screen.getByRole('checkbox', { name: 'Create what is missing in Salesforce' }));
    expect(screen.getByText(/only where the company's settings allow it too/)).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Sync these records' }));
    await user.click(saveButton());
    await screen.findByText('Version 4 is saved.');
    expect(savedBy(start)).toMatchObject({ enabled: false, create: { toErp: true, toCrm: true } });
  });

  it('are created in the CRM only where it has the field that keeps them from being created twice', async () => {
    const mapping = { ...MAPPING, create: { toErp: false, toCrm: true } };
    const missing = /Nothing is created in Salesforce yet: Account has no field Erp_Key__c that you can fill/;
    await opened(worker(accountView({ mapping })));
    expect(screen.getByText(missing)).toBeTruthy();
    cleanup();
    const key = { ...ACCOUNT_FIELDS.crm[0], name: 'Erp_Key__c', label: 'ERP key' } as LiveField;
    const fields = { ...ACCOUNT_FIELDS, crm: [...ACCOUNT_FIELDS.crm, key] };
    await opened(worker(accountView({ mapping, fields })));
    expect(screen.queryByText(missing)).toBeNull();
  });

  it('that are in neither system created are said to be synced once they are linked', async () => {
    const mapping = { ...MAPPING, create: { toErp: false, toCrm: false } };
    const { user } = await opened(worker(accountView({ mapping })));
    expect(screen.getByText(/^Only linked records are synced/)).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Create what is missing in the ERP' }));
    expect(screen.queryByText(/^Only linked records are synced/)).toBeNull();
  });

  it('are created only where their kind can be', async () => {
    const { user } = await opened();
    const pairs = screen.getByRole('combobox', { name: 'Records' });
    await user.selectOptions(pairs, screen.getByRole('option', { name: /Deal ↔ Opportunity/ }));
    await screen.findByText('No fields mapped yet');
    expect(screen.getByRole('checkbox', { name: 'Create what is missing in the ERP' })).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /missing in HubSpot/ })).toBeNull();
    expect(DEALS.erpObject).toBe('opportunity');
  });

  it('need fields that no row fills', async () => {
    const mapping = { ...MAPPING, create: { toErp: true, toCrm: false }, rules: MAPPING.rules.slice(1) };
    await opened(worker(accountView({ mapping })));
    expect(screen.getByText('New records need Name, and no row fills it.')).toBeTruthy();
  });
});
