// @vitest-environment happy-dom
// Long because what each kind of question says and what each answer to it shows is one table of words; apart, a missing one
// would not be seen.
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../lib/failure.ts';
import type { ConflictTicket, ShownDecision } from '../../lib/messaging/conflictMessages.ts';
import type { LinkTicket } from '../../lib/messaging/protocol.ts';
import { conflictItem, contested, DEAL } from '../conflicts/conflictSamples.ts';
import { recordOf } from '../panel/samples/customers.ts';
import { brakeQuestion } from '../sync/syncSamples.ts';
import { Confirmation } from './Confirmation.tsx';

const TICKET: LinkTicket = {
  kind: 'link',
  record: recordOf('001A'),
  recordName: 'Hafenwerk',
  customer: { id: 'G01', name: 'Hafenwerk Maschinenbau GmbH' },
  erp: 'Ledgerside Books',
};

/** Says what the browser would say about the frame. */
let vouch: (entry: { isVisible?: boolean; intersectionRatio: number }) => void;
let asked: unknown;
const disconnect = vi.fn();

class FakeIntersectionObserver {
  constructor(callback: (entries: unknown[]) => void, options: unknown) {
    asked = options;
    vouch = (entry) => act(() => callback([entry]));
  }
  observe() {}
  disconnect = disconnect;
}
const SEEN = { isVisible: true, intersectionRatio: 1 };

const open = async (props: Partial<Parameters<typeof Confirmation>[0]> = {}) => {
  const port = {
    read: vi.fn(async () => TICKET),
    accept: vi.fn(async () => null),
    decline: vi.fn(async () => null),
    ...props,
  };
  const view = render(<Confirmation {...port} />);
  await act(async () => undefined);
  return { ...port, ...view };
};
const look = () => act(() => vi.advanceTimersByTimeAsync(500));
/** A click as a person makes it; a script's has `isTrusted: false`. */
const click = async (element: Element, isTrusted = true) => {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  await act(async () => void element.dispatchEvent(event));
};
const linkButton = () => screen.getByRole('button', { name: 'Link' });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IntersectionObserver', FakeIntersectionObserver);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  vi.useRealTimers();
});

describe('what is confirmed', () => {
  it('is shown: the record, the customer, and what will be written', async () => {
    await open();
    const text = screen.getByRole('main').textContent;
    expect(text).toContain('HafenwerkSalesforce · Account001A');
    expect(text).toContain('Hafenwerk Maschinenbau GmbHG01');
    expect(text).toContain('One link between the two, in Ledgerside Books.');
  });

  it('is named by its id where the CRM gave no name', async () => {
    await open({ read: async () => ({ ...TICKET, recordName: null }) });
    expect(screen.getByText('001A', { selector: 'strong' })).toBeTruthy();
  });

  it('starts with the focus on Cancel', async () => {
    await open();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  });
});

describe('a yes', () => {
  it('is taken from a person, in a frame that was truly seen for half a second', async () => {
    const { accept } = await open();
    vouch(SEEN);
    await look();
    await click(linkButton());
    expect(accept).toHaveBeenCalledOnce();
    expect(screen.getByText('Linked')).toBeTruthy();
  });

  it("asks the browser for its strongest word: the whole frame, with the page's tricks seen through", async () => {
    await open();
    expect(asked).toEqual({ threshold: [0.99], trackVisibility: true, delay: 100 });
  });

  it('is not taken from a script', async () => {
    const { accept } = await open();
    vouch(SEEN);
    await look();
    await click(linkButton(), false);
    expect(accept).not.toHaveBeenCalled();
  });

  it.each([
    ['nobody has said that the frame is visible', () => undefined],
    ['something covers the frame', () => vouch({ isVisible: false, intersectionRatio: 1 })],
    ['a part of the frame is out of sight', () => vouch({ isVisible: true, intersectionRatio: 0.6 })],
    ['the browser cannot tell', () => vouch({ intersectionRatio: 1 })],
    [
      'it was covered after it had been seen',
      () => {
        vouch(SEEN);
        act(() => vi.advanceTimersByTime(500));
        vouch({ isVisible: false, intersectionRatio: 1 });
      },
    ],
  ])('is not taken while %s', async (_, arrange) => {
    const { accept } = await open();
    arrange();
    await look();
    await click(linkButton());
    expect(accept).not.toHaveBeenCalled();
    expect(linkButton().getAttribute('aria-disabled')).toBe('true');
  });

  it('is not taken in the first half second: nobody decides on what has only just appeared', async () => {
    const { accept } = await open();
    vouch(SEEN);
    await act(() => vi.advanceTimersByTimeAsync(499));
    await click(linkButton());
    expect(accept).not.toHaveBeenCalled();
  });

  it('has to wait again after the frame was covered for a moment', async () => {
    const { accept } = await open();
    vouch(SEEN);
    await look();
    vouch({ isVisible: false, intersectionRatio: 1 });
    vouch(SEEN);
    await click(linkButton());
    expect(accept).not.toHaveBeenCalled();
    await look();
    await click(linkButton());
    expect(accept).toHaveBeenCalledOnce();
  });

  describe('by pointer', () => {
    const press = async (pointerType = 'mouse') => {
      fireEvent.pointerDown(linkButton(), { pointerType });
      const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 });
      Object.defineProperty(event, 'isTrusted', { value: true });
      await act(async () => void linkButton().dispatchEvent(event));
    };
    const rest = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
    const seen = async () => {
      const opened = await open();
      vouch(SEEN);
      await look();
      return opened;
    };

    it('is taken once the pointer has rested on the button for a quarter of a second', async () => {
      const { accept } = await seen();
      fireEvent.pointerEnter(linkButton());
      await rest(250);
      await press();
      expect(accept).toHaveBeenCalledOnce();
    });

    it('is not taken where the button has only just come under the pointer, and that is said', async () => {
      const { accept } = await seen();
      fireEvent.pointerEnter(linkButton());
      await rest(249);
      await press();
      expect(accept).not.toHaveBeenCalled();
      expect(screen.getByRole('status').textContent).toBe(
        'That was very quick. Look once more, then click again.',
      );
      await rest(1);
      await press();
      expect(accept).toHaveBeenCalledOnce();
    });

    it('is not taken where the pointer had left and the button slid back under it', async () => {
      const { accept } = await seen();
      fireEvent.pointerEnter(linkButton());
      await rest(1_000);
      fireEvent.pointerLeave(linkButton(), { pointerType: 'mouse' });
      await press();
      expect(accept).not.toHaveBeenCalled();
    });

    it('of a finger, which cannot rest before it touches, is taken with the second touch', async () => {
      const { accept } = await seen();
      fireEvent.pointerEnter(linkButton(), { pointerType: 'touch' });
      await press('touch');
      fireEvent.pointerLeave(linkButton(), { pointerType: 'touch' });
      expect(accept).not.toHaveBeenCalled();
      await rest(300);
      await press('touch');
      expect(accept).toHaveBeenCalledOnce();
    });
  });

  it('is taken once, however often it is pressed', async () => {
    const { accept } = await open({ accept: vi.fn(() => new Promise<null>(() => {})) });
    vouch(SEEN);
    await look();
    await click(linkButton());
    await click(screen.getByRole('button', { name: 'Linking…' }));
    expect(accept).toHaveBeenCalledOnce();
  });

  it('is not taken before it is known to what', async () => {
    const { accept } = await open({ read: () => new Promise<never>(() => {}) });
    vouch(SEEN);
    await look();
    await click(linkButton());
    expect(accept).not.toHaveBeenCalled();
  });

  it.each([
    ['unlink', 'Unlink this record?', 'Unlink', 'The link between the two ends in Ledgerside Books'],
    [
      'neverLink',
      'Never link these?',
      'Never link',
      'A note in Ledgerside Books that these two are not the same',
    ],
    ['allowLink', 'Allow this link again?', 'Allow again', 'is removed from Ledgerside Books'],
  ] as const)('to %s says what it does', async (kind, title, button, words) => {
    const accept = vi.fn(() => new Promise<never>(() => {}));
    await open({ read: async () => ({ ...TICKET, kind }), accept });
    vouch(SEEN);
    await look();
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByRole('main').textContent).toContain(words);
    await click(screen.getByRole('button', { name: button }));
    expect(accept).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('button', { name: 'Saving…' })).toBeTruthy();
  });

  it.each([
    [
      'changed since it was read',
      { code: 'erp.conflict', status: 412 },
      'This has changed since it was read',
    ],
    ['gone', { code: 'erp.notFound', status: 404 }, 'nothing was written'],
    [
      'ruled out',
      { code: 'erp.conflict', status: 409, detail: 'Take that back first.' },
      'Take that back first.',
    ],
  ] as const)('to what is %s is told and not taken again', async (_how, failure, words) => {
    const accept = vi.fn(() => Promise.reject(new FailureError(failure)));
    await open({ accept });
    vouch(SEEN);
    await look();
    await click(linkButton());
    expect(screen.getByRole('status').textContent).toContain(words);
    expect(accept).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('button', { name: 'Link' })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Close' }));
  });

  it('that failed says why and can be given again', async () => {
    const accept = vi.fn<() => Promise<null>>(async () => {
      throw new FailureError({ code: 'erp.forbidden' });
    });
    await open({ accept });
    vouch(SEEN);
    await look();
    await click(linkButton());
    expect(screen.getByRole('status').textContent).toBe("You don't have permission.");
    accept.mockResolvedValue(null);
    await click(linkButton());
    expect(screen.getByRole('status').textContent).toBe('Linked');
  });
});

describe('a decision on a conflict', () => {
  const decision = (over: Partial<ShownDecision> = {}): ConflictTicket => ({
    kind: 'resolve',
    decisions: [{ conflict: conflictItem(), choice: 'crm', ...over }],
  });
  const text = () => screen.getByRole('main').textContent;

  it('shows the record, which value goes where instead of which, and what is at stake', async () => {
    await open({ read: async () => decision({ conflict: DEAL, choice: 'erp' }) });
    expect(screen.getByRole('heading', { name: 'Use ERP?' })).toBeTruthy();
    expect(text()).toContain('Crane refit 2027HubSpot · deal900ERP recordOP-7');
    expect(text()).toContain('At stake€123,456,789,012.34');
    expect(text()).toContain('amount in HubSpot€99,000.00instead of €123,456,789,012.34');
    expect(text()).toContain('a second person has to confirm');
  });

  it('is written under the same guards as a link, and said to be done', async () => {
    const { accept } = await open({ read: async () => decision() });
    const yes = () => screen.getByRole('button', { name: 'Use Salesforce' });
    await click(yes());
    expect(accept).not.toHaveBeenCalled();
    vouch(SEEN);
    await look();
    await click(yes(), false);
    expect(accept).not.toHaveBeenCalled();
    await click(yes());
    expect(accept).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toBe('Conflict resolved');
  });

  it.each([
    ['crm', 'The record in ERP is archived too.'],
    ['erp', 'The record in ERP stays and goes on alone; their link ends.'],
    ['seen', 'Nothing in either system; the notice is put away.'],
  ] as const)('on a deleted record (%s) says what becomes of the other one', async (choice, words) => {
    const conflict = conflictItem({ kind: 'delete', reason: null, fields: [], side: 'crm' });
    await open({ read: async () => decision({ conflict, choice }) });
    expect(text()).toContain(words);
  });

  it('on merged records says that the next sync carries it out', async () => {
    const conflict = conflictItem({ kind: 'survivorLinked', reason: null, fields: [], recordName: null });
    await open({ read: async () => decision({ conflict }) });
    expect(text()).toContain('Your decision; the next sync carries it out.');
    expect(text()).toContain('Hafenwerk Maschinenbau GmbH');
  });

  it('on several questions shows each value where it goes, and what became of each where not all were written', async () => {
    const fax = conflictItem({ key: 'field:fax', fields: [contested({ crmField: 'Fax', erpField: 'fax' })] });
    const read = async (): Promise<ConflictTicket> => ({
      kind: 'resolve',
      decisions: [
        { conflict: conflictItem(), choice: 'crm' },
        { conflict: fax, choice: 'erp' },
      ],
    });
    const { accept } = await open({ read, accept: vi.fn(async () => ['done', 'moved'] as const) });
    expect(screen.getByRole('heading', { name: 'Write 2 decisions?' })).toBeTruthy();
    expect(screen.getAllByText('CRM record')).toHaveLength(1);
    expect(text()).toContain('ERP customerHafenwerk Maschinenbau GmbHG01');
    expect(text()).toContain('phone in ERP+49 421 9999instead of +49 421 8888');
    expect(text()).toContain('This value to ERP, at the latest with the next sync.');
    expect(text()).toContain('Fax in Salesforce+49 421 8888instead of +49 421 9999');
    vouch(SEEN);
    await look();
    await click(screen.getByRole('button', { name: 'Write 2 decisions' }));
    expect(accept).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toContain('1 decision was written.');
    expect(screen.getByText('Written')).toBeTruthy();
    expect(screen.getByText('Not written: it has changed, or somebody else has decided it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Write 2 decisions' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('is given back by Escape, which does not close the popup around it', async () => {
    const { decline } = await open({ read: async () => decision() });
    const cancel = screen.getByRole('button', { name: 'Cancel' });
    expect(fireEvent.keyDown(cancel, { key: 'Escape' })).toBe(false);
    expect(decline).toHaveBeenCalledOnce();
  });
});

describe('leave for a sync that the brake stopped', () => {
  const brake = brakeQuestion();

  it('shows how much it would change, why it was stopped, and a sample', async () => {
    const { accept } = await open({ read: async () => ({ kind: 'brake', brake }) });
    expect(screen.getByRole('heading', { name: 'Let this sync go on?' })).toBeTruthy();
    expect(screen.getByText('12 updates · 340 fields emptied')).toBeTruthy();
    expect(screen.getByRole('list', { name: 'Why it was stopped' }).textContent).toBe(
      '340 of 400 values of Website in Salesforce would be emptied; your company lets 10 % pass.',
    );
    expect(screen.getByText('Salesforce · Account ↔ Customer · nordlicht.my.salesforce.com')).toBeTruthy();
    expect(screen.getByText('The first 1 of 12 records')).toBeTruthy();
    expect(screen.getByText(/These changes are written now, for this one sync/)).toBeTruthy();
    const rows = within(screen.getByRole('list', { name: 'A sample of the changes' })).getAllByRole(
      'listitem',
    );
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Account 0015g00000HafenAAA · customer G01Change in SalesforceChanged in the ERP' +
        'Websitefrom https://hafenwerk.exampleto (empty)Phonefrom +49 421 1234to +49 421 9999',
    ]);
    vouch(SEEN);
    await look();
    await click(screen.getByRole('button', { name: 'Let it go on' }));
    expect(accept).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toBe('The sync goes on');
  });
});

describe('leave that takes a second person', () => {
  it('cannot be given by whoever asked for it', async () => {
    await open({ read: async () => ({ kind: 'brake', brake: brakeQuestion({ needsSecond: true }) }) });
    vouch(SEEN);
    await look();
    expect(screen.getByText(/an administrator other than you has to approve it/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Let it go on' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('is given for the other one’s next sync', async () => {
    const brake = brakeQuestion({ needsSecond: true, user: 'ben' });
    const { accept } = await open({ read: async () => ({ kind: 'brake', brake }) });
    vouch(SEEN);
    await look();
    expect(screen.getByText(/ben's next sync may make these changes/)).toBeTruthy();
    await click(screen.getByRole('button', { name: 'Let it go on' }));
    expect(accept).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toBe('Approved. It goes on with the next sync there.');
  });
});

describe('the words under it', () => {
  it('say that it may have been written where the answer to a yes never came, and the yes is no longer taken', async () => {
    const accept = vi
      .fn()
      .mockRejectedValueOnce(new Error('The worker is gone.'))
      .mockRejectedValueOnce(new FailureError({ code: 'message.refused' }));
    await open({ accept });
    vouch(SEEN);
    await look();
    await click(screen.getByRole('button', { name: 'Link' }));
    expect(screen.getByRole('status').textContent).toBe('Something went wrong. Try again.');
    await click(screen.getByRole('button', { name: 'Link' }));
    expect(screen.getByRole('status').textContent).toBe(
      'This may have been written. Close this and look again.',
    );
    expect(screen.queryByRole('button', { name: 'Link' })).toBeNull();
  });

  it.each([
    [{ isVisible: false, intersectionRatio: 1 }, /Something covers this frame/],
    [{ intersectionRatio: 1 }, /This browser cannot tell/],
  ])('say what stands in the way: %o', async (entry, words) => {
    await open();
    vouch(entry);
    expect(screen.getByRole('status').textContent).toMatch(words);
  });

  it.each([
    [
      new FailureError({ code: 'message.refused' }),
      'This request is no longer valid. Close it and start again.',
    ],
    [new Error('boom'), 'Something went wrong. Try again.'],
  ])('say that it cannot be read: %s', async (error, words) => {
    const { accept } = await open({
      read: async () => {
        throw error;
      },
    });
    vouch(SEEN);
    await look();
    expect(screen.queryByRole('button', { name: 'Link' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe(words);
    expect(accept).not.toHaveBeenCalled();
  });
});

describe('a no', () => {
  it('is given by Cancel or by Escape, by nothing else', async () => {
    const { decline } = await open();
    fireEvent.keyDown(screen.getByRole('main'), { key: 'Enter' });
    expect(decline).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    fireEvent.keyDown(screen.getByRole('button', { name: 'Cancel' }), { key: 'Escape' });
    expect(decline).toHaveBeenCalledTimes(2);
  });

  it('that failed is said', async () => {
    await open({
      decline: async () => {
        throw new FailureError({ code: 'extension.updated' });
      },
    });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Cancel' })));
    expect(screen.getByRole('status').textContent).toBe(
      'Ledgerside was updated or turned off. Reload this page.',
    );
  });
});

it('stops watching when it is gone', async () => {
  const { unmount } = await open();
  unmount();
  expect(disconnect).toHaveBeenCalledOnce();
});
