// @vitest-environment happy-dom
// Long because every kind of question stands beside the words, the choices and the answers that it can have.
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { NOW } from '../sync/syncSamples.ts';
import { ConflictCard } from './ConflictCard.tsx';
import { ConflictList } from './ConflictList.tsx';
import { conflictItem, contested, DEAL } from './conflictSamples.ts';
import { movedSince } from './movedSince.ts';
import { outcomeText } from './outcomeText.ts';
import { Questions } from './Questions.tsx';
import type { QuestionsProps } from './questionsProps.ts';

afterEach(cleanup);

const value = (known: string) => ({ kind: 'value', value: known }) as const;
const show = (conflict: ConflictItem, props: Partial<Parameters<typeof ConflictCard>[0]> = {}) => {
  const onChoose = vi.fn();
  render(<ConflictCard conflict={conflict} now={NOW} busy={false} onChoose={onChoose} {...props} />);
  return {
    onChoose,
    card: within(screen.getByRole('article')),
    text: screen.getByRole('article').textContent,
  };
};
const cells = () =>
  screen
    .getAllByRole('row')
    .map((row) => `${row.querySelector('th')?.textContent}: ${row.querySelector('td')?.textContent}`);

describe('a conflict', () => {
  it('names the record, the field, the base, both values, and who changed them when', () => {
    const { text, card } = show(conflictItem());
    expect(card.getByRole('heading', { name: 'Hafenwerk' })).toBeTruthy();
    expect(text).toContain('Salesforce Account ↔ Hafenwerk Maschinenbau GmbH · customer\u00a0G01');
    expect(screen.getByRole('table', { name: 'Phone' })).toBeTruthy();
    expect(cells()).toEqual(['Last agreed: +49 421 1234', 'Salesforce: +49 421 9999', 'ERP: +49 421 8888']);
    expect(text).toContain('2 hr ago · Ada Brandt');
    expect(text).toContain('Record changed 5 min ago · Ben Odell');
    expect(text).not.toContain('Record changed 2 hr ago');
    expect(text).toContain('Both sides changed it to different values.');
  });

  it('shows the money at stake, and that a second person is needed', () => {
    const { text } = show(DEAL);
    expect(text).toContain('€123,456,789,012.34 at stake');
    expect(text).toContain('a second person has to confirm');
    expect(cells()).toEqual(['Last agreed: Never agreed', 'HubSpot: €123,456,789,012.34', 'ERP: €99,000.00']);
    expect(text).toContain('time unknown · person unknown');
    expect(text).toContain('1 min ago · person unknown');
  });

  it('of a group of fields shows each of them', () => {
    show(conflictItem({ fields: [contested(), contested({ crmField: 'BillingCity', erpField: 'city' })] }));
    expect(screen.getByRole('table', { name: 'BillingCity ↔ city' })).toBeTruthy();
    expect(screen.getAllByRole('table')).toHaveLength(2);
  });

  it('calls a field as people of the CRM do, where the CRM tells', () => {
    const city = contested({ crmField: 'BillingCity', crmLabel: 'Billing City', erpField: 'City' });
    show(conflictItem({ fields: [city, contested()] }));
    expect(screen.getByRole('table', { name: 'Billing City ↔ City' })).toBeTruthy();
  });

  it('is answered with the name of the system; to the ear each answer names its question', async () => {
    const { onChoose } = show(DEAL);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Use HubSpot',
      'Use ERP',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Use ERP: Crane refit 2027, amount' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith('erp');
  });

  it('that was decided says so, and asks nobody a second time until the next sync has carried it out', () => {
    const made = { choice: 'erp', by: 'Ben Odell', at: NOW - 60_000 } as const;
    const { text } = show(conflictItem({ decided: made, needsSecond: true, proposed: made }));
    expect(text).toContain('Use ERP, decided by Ben Odell 1 min ago. The next sync carries it out.');
    expect(text).not.toContain('second person');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('that one of two has decided says who and how, and asks the other', () => {
    const made = { choice: 'crm', by: 'Ada Brandt', at: NOW - 60_000 } as const;
    const { text } = show(conflictItem({ proposed: made, needsSecond: true }));
    expect(text).toContain('Ada Brandt chose "Use Salesforce" 1 min ago; a second person has to confirm.');
    expect(text).not.toContain("Above your company's threshold");
    expect(screen.getAllByRole('button')).toHaveLength(2);
  });

  it('is not answered a second time while the first answer is on its way', async () => {
    const { onChoose } = show(conflictItem(), { busy: true });
    await userEvent.click(screen.getByRole('button', { name: /^Use Salesforce/ }));
    expect(onChoose).not.toHaveBeenCalled();
  });

  it('offers only the answers that it has, and none to whom may not decide', () => {
    show(conflictItem({ choices: ['erp'] }));
    expect(screen.getAllByRole('button')).toHaveLength(1);
    cleanup();
    const { text } = show(conflictItem(), { onChoose: undefined });
    expect(screen.queryByRole('button')).toBeNull();
    expect(text).toContain('Your role lets you see this, not decide it.');
  });

  it.each([
    ['timesUndecided', 'the times do not tell which was later'],
    ['aboveThreshold', "above your company's threshold"],
    ['firstTime', 'meet for the first time'],
    ['blankInGroup', 'belong together'],
    ['refused', "refused the other's value"],
    ['untellable', 'nobody can tell whether it arrived'],
  ] as const)('says why it is asked: %s', (reason, words) => {
    expect(show(conflictItem({ reason })).text).toContain(words);
  });

  it('of a value that was overwritten shows what was lost, and is put away once it was seen', async () => {
    const { text, onChoose } = show(
      conflictItem({
        kind: 'overwritten',
        reason: null,
        side: 'crm',
        overwritten: [value('+49 421 7777')],
        choices: ['seen'],
      }),
    );
    expect(text).toContain('A sync replaced a value in Salesforce before anybody had read it.');
    expect(text).toContain('Replaced: +49 421 7777');
    await userEvent.click(screen.getByRole('button', { name: /^I have seen this/ }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith('seen');
  });

  it('of a deleted and of a merged record is about the whole record', () => {
    const whole = { reason: null, fields: [], recordName: null, erpName: null } as const;
    expect(show(conflictItem({ ...whole, kind: 'delete', side: 'erp' })).text).toContain(
      'Deleted in ERP, while',
    );
    cleanup();
    const { card, text } = show(conflictItem({ ...whole, kind: 'survivorLinked' }), { isOwnPage: true });
    expect(card.getByRole('heading', { name: 'Merged record' })).toBeTruthy();
    expect(text).toContain('Merged in Salesforce into a record');
  });

  it('on its own record page is named by its fields', () => {
    const { card } = show(conflictItem(), { isOwnPage: true });
    expect(card.getByRole('heading', { name: 'Phone' })).toBeTruthy();
  });
});

describe('a conflict that has moved since it was decided', () => {
  const decided = conflictItem();
  const moved = conflictItem({ fields: [contested({ crm: value('+49 421 5555') })] });

  it('is told apart from one that has not', () => {
    expect(movedSince(decided, conflictItem())).toEqual([]);
    expect(movedSince(decided, moved)).toEqual(['crm']);
    expect(movedSince(decided, conflictItem({ fields: [contested({ erp: { kind: 'blank' } })] }))).toEqual([
      'erp',
    ]);
    expect(movedSince(decided, conflictItem({ fields: [] }))).toEqual(['crm', 'erp']);
    expect(movedSince(decided, conflictItem({ fields: [contested({ crmField: 'Fax' })] }))).toEqual([
      'crm',
      'erp',
    ]);
  });

  it('is shown again with the new values and why', () => {
    show(moved, { moved: ['crm'] });
    expect(screen.getByRole('status').textContent).toBe(
      'Changed since you looked: Salesforce. Nothing was written; these are the values now.',
    );
    expect(cells()[1]).toBe('Salesforce: +49 421 5555');
    expect(screen.getAllByRole('row')[1]?.dataset.moved).toBe('true');
  });
});

describe('the list of conflicts', () => {
  const list = (
    conflicts: readonly ConflictItem[],
    props: Partial<Parameters<typeof ConflictList>[0]> = {},
  ) =>
    render(
      <ConflictList
        conflicts={conflicts}
        now={NOW}
        decided={[]}
        busy={false}
        onDecide={vi.fn()}
        onMore={undefined}
        isFetchingMore={false}
        {...props}
      />,
    );

  it('that is empty says that nothing waits', () => {
    list([]);
    expect(screen.getByRole('status').textContent).toBe('No conflicts. Nothing waits for you.');
  });

  it('of five hundred shows them and has no more', () => {
    list(Array.from({ length: 500 }, (_, index) => conflictItem({ key: `field:${index}` })));
    expect(screen.getAllByRole('article')).toHaveLength(500);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('brings more when asked, once at a time', async () => {
    const onMore = vi.fn();
    const { rerender } = list([conflictItem()], { onMore });
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(onMore).toHaveBeenCalledOnce();
    rerender(
      <ConflictList
        conflicts={[conflictItem()]}
        now={NOW}
        decided={[]}
        busy={false}
        onDecide={undefined}
        onMore={onMore}
        isFetchingMore
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Loading more…' }));
    expect(onMore).toHaveBeenCalledOnce();
  });

  it('hands on which one was answered how, and marks the one that has moved', async () => {
    const onDecide = vi.fn();
    const other = conflictItem({ link: '018f3c5e-7b2a-7c11-9d3e-2f4a5b6c7d8f', recordName: 'Umbra' });
    list([conflictItem(), other], {
      onDecide,
      decided: [conflictItem({ fields: [contested({ crm: value('before') })] })],
    });
    expect(screen.getAllByRole('status')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Use ERP: Umbra, Phone' }));
    expect(onDecide).toHaveBeenCalledExactlyOnceWith([{ conflict: other, choice: 'erp' }]);
  });
});

describe('several questions about one record', () => {
  const phone = conflictItem();
  const fax = conflictItem({ key: 'field:fax', fields: [contested({ crmField: 'Fax', erpField: 'fax' })] });
  const gone = conflictItem({ key: 'delete', kind: 'delete', reason: null, fields: [], side: 'crm' });
  const onDecide = vi.fn();
  const questions = (conflicts: readonly ConflictItem[], over: Partial<QuestionsProps> = {}) => (
    <Questions conflicts={conflicts} now={NOW} decided={[]} busy={false} onDecide={onDecide} {...over} />
  );
  const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
  beforeEach(() => onDecide.mockClear());

  it('have an answer each, and are confirmed together', async () => {
    render(questions([phone, fax]));
    expect(
      screen.getByRole('heading', { level: 2, name: 'Hafenwerk: 2 questions about this record' }),
    ).toBeTruthy();
    await press('Review 0 decisions');
    expect(onDecide).not.toHaveBeenCalled();
    await press('Use ERP: Hafenwerk, Phone');
    await press('Use Salesforce: Hafenwerk, Fax');
    expect(
      screen.getByRole('button', { name: 'Use ERP: Hafenwerk, Phone' }).getAttribute('aria-pressed'),
    ).toBe('true');
    expect(
      screen.getByRole('button', { name: 'Use Salesforce: Hafenwerk, Phone' }).getAttribute('aria-pressed'),
    ).toBe('false');
    expect(screen.getByRole('status').textContent).toBe('2 of 2 chosen');
    await press('Review 2 decisions');
    expect(onDecide).toHaveBeenCalledExactlyOnceWith([
      { conflict: phone, choice: 'erp' },
      { conflict: fax, choice: 'crm' },
    ]);
  });

  it('can have one answer for all, and a single one chosen anew', async () => {
    render(questions([phone, fax]));
    await press('Use Salesforce for all');
    expect(screen.getByRole('button', { name: 'Use Salesforce for all' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    await press('Use ERP: Hafenwerk, Fax');
    expect(screen.getByRole('button', { name: 'Use Salesforce for all' }).getAttribute('aria-pressed')).toBe(
      'false',
    );
    await press('Review 2 decisions');
    expect(onDecide.mock.calls[0]?.[0]).toMatchObject([{ choice: 'crm' }, { choice: 'erp' }]);
  });

  it('an answer counts for the values that were in view, and for no others', async () => {
    const { rerender } = render(questions([phone, fax]));
    await press('Use ERP for all');
    const moved = conflictItem({ fields: [contested({ crm: value('+49 421 5555') })] });
    rerender(questions([moved, fax]));
    await press('Review 1 decision');
    expect(onDecide).toHaveBeenCalledExactlyOnceWith([{ conflict: fax, choice: 'erp' }]);
  });

  it('what is about the whole record is answered by itself', async () => {
    render(questions([phone, fax, gone]));
    expect(screen.getAllByRole('article')).toHaveLength(3);
    await press(/^Use ERP: Hafenwerk, Deleted record$/);
    expect(onDecide).toHaveBeenCalledExactlyOnceWith([{ conflict: gone, choice: 'erp' }]);
  });

  it('nobody is asked whose role cannot answer, nor while an answer is on its way', async () => {
    const { rerender } = render(questions([phone, fax], { onDecide: undefined }));
    expect(screen.queryByRole('button')).toBeNull();
    rerender(questions([phone, fax], { busy: true }));
    await press('Use ERP for all');
    expect(screen.getByRole('status').textContent).toBe('Choose an answer for each, or one for all.');
  });
});

it.each([
  [[0, 1], 'Conflict resolved'],
  [[1, 0], 'Noted. A second person has to confirm.'],
  [[0, 3], '3 conflicts resolved'],
  [[2, 0], '2 decisions noted. A second person has to confirm.'],
  [[1, 2], '2 resolved, 1 noted: a second person has to confirm those.'],
] as const)('of %j decisions, noted and resolved, is told what they came to', ([noted, resolved], text) => {
  const of = (count: number, needsSecond: boolean) =>
    Array.from({ length: count }, () => ({ needsSecond, proposed: null }));
  expect(outcomeText([...of(noted, true), ...of(resolved, false)])).toBe(text);
});
