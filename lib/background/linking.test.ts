// Long because every way to link, to unlink and to forbid is tried with every answer of the ERP API, side by side.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CrmReader } from '../crm/port.ts';
import { recordKey } from '../erp/api/recordKey.ts';
import { FailureError } from '../failure.ts';
import type { LinkChange } from '../messaging/protocol.ts';
import { forgetDatabases } from './fakes/databases.ts';
import { answer, erpLine, problemAnswer } from './fakes/network.ts';
import {
  ACCOUNT_PAGE,
  CONTACT_PAGE,
  CUSTOMER_NAME,
  DEAL_PAGE,
  DETAIL,
  LEAD_PAGE,
  LINK,
  ME,
  SUMMARY,
  viewOf,
} from './fakes/records.ts';
import { confirmSender, crmSender, optionsSender, popupSender } from './fakes/senders.ts';
import { connectedWorker, type FakeWorker } from './fakes/worker.ts';

const account = ACCOUNT_PAGE.record;
const PUT = erpLine('PUT links');
let worker: FakeWorker;
let reader: { [K in keyof CrmReader]: ReturnType<typeof vi.fn> | 'salesforce' };

beforeEach(async () => {
  vi.restoreAllMocks();
  forgetDatabases();
  worker = await connectedWorker();
  worker.network.on(erpLine('GET customers/G01'), answer(200, DETAIL));
  worker.network.on(PUT, answer(201, LINK));
});

const identity = {
  record: account,
  isPerson: false,
  name: 'Brückner Group',
  website: 'bruckner.example',
  email: null,
  phone: ' ',
  city: null,
  country: null,
};
const connectCrm = () => {
  reader = {
    system: 'salesforce',
    contextOf: vi.fn(async () => ({ companies: [{ record: account, name: null }], deal: null })),
    identify: vi.fn(async () => identity),
    countFields: vi.fn(),
  };
  vi.spyOn(worker.services.crm, 'reader').mockResolvedValue(reader as unknown as CrmReader);
};
const propose = async (page = ACCOUNT_PAGE, tabId = 7) =>
  worker.value('link.propose', { page, customer: 'G01', change: 'link' }, crmSender(page, tabId));
const refused = { ok: false, failure: { code: 'message.refused' } };

describe('a proposal', () => {
  test('writes nothing and answers a frame of ours with a ticket of 128 random bits', async () => {
    const { ticket, frameUrl } = await propose();
    expect(ticket).toMatch(/^[0-9a-f]{32}$/);
    expect(frameUrl).toBe(`${fakeBrowser.runtime.getURL('/confirm.html')}#ticket=${ticket}`);
    expect((await propose()).ticket).not.toBe(ticket);
    expect(worker.network.count(PUT)).toBe(0);
  });

  test('shows what the ERP and the CRM say, not what the page says', async () => {
    connectCrm();
    const { ticket } = await propose();
    expect(await worker.value('confirm.read', { ticket }, confirmSender())).toEqual({
      kind: 'link',
      record: account,
      recordName: 'Brückner Group',
      customer: { id: 'G01', name: CUSTOMER_NAME },
      erp: 'Demo books',
    });
  });

  test.each(['not connected', 'not answering'])('does without the name where the CRM is %s', async (how) => {
    connectCrm();
    if (how === 'not connected')
      vi.mocked(worker.services.crm.reader).mockRejectedValue(new FailureError({ code: 'crm.notConnected' }));
    vi.mocked(reader.identify as CrmReader['identify']).mockRejectedValue(
      new FailureError({ code: 'crm.timeout' }),
    );
    const { ticket } = await propose();
    expect(await worker.value('confirm.read', { ticket }, confirmSender())).toMatchObject({
      recordName: null,
    });
  });

  test("on a contact's page links the contact's company", async () => {
    connectCrm();
    const { ticket } = await propose(CONTACT_PAGE);
    await worker.value('confirm.accept', { ticket }, confirmSender());
    expect(JSON.parse(worker.network.requests.at(-1)?.body ?? '')).toEqual({
      record: account,
      host: CONTACT_PAGE.host,
      customer: 'G01',
    });
    const keys = worker.told.flatMap(({ message }) =>
      message.name === 'record.changed' ? [message.key] : [],
    );
    expect(new Set(keys)).toEqual(new Set([recordKey(account), recordKey(CONTACT_PAGE.record)]));
  });

  test('is refused on a lead, which has no company, for that reason', async () => {
    const request = { page: LEAD_PAGE, customer: 'G01', change: 'link' as const };
    expect(await worker.ask('link.propose', request, crmSender(LEAD_PAGE))).toMatchObject({
      failure: { code: 'crm.noCompany' },
    });
  });

  test('is refused to a role that may only read', async () => {
    await worker.services.erp.remember({ ...ME, capabilities: ['view'] });
    expect(
      await worker.ask('link.propose', { page: ACCOUNT_PAGE, customer: 'G01', change: 'link' }),
    ).toMatchObject({
      failure: { code: 'erp.forbidden' },
    });
  });

  test('of a customer that is not there, or not visible, says so', async () => {
    worker.network.on(erpLine('GET customers/G01'), problemAnswer(404));
    expect(
      await worker.ask('link.propose', { page: ACCOUNT_PAGE, customer: 'G01', change: 'link' }),
    ).toMatchObject({
      failure: { code: 'erp.notFound' },
    });
  });

  test('an error of our own in the CRM is not taken for a missing name', async () => {
    connectCrm();
    vi.mocked(reader.identify as CrmReader['identify']).mockRejectedValue(new TypeError('ours'));
    expect(
      await worker.ask('link.propose', { page: ACCOUNT_PAGE, customer: 'G01', change: 'link' }),
    ).toMatchObject({
      failure: { code: 'unexpected' },
    });
  });
});

describe('accepting', () => {
  test('writes the link, forgets what was cached, tells the tabs and closes the frame', async () => {
    worker.network.on(erpLine('GET record-view'), answer(200, viewOf(account)));
    await worker.value('record.view', { page: ACCOUNT_PAGE, requestId: 'q1' });
    const { ticket } = await propose();
    expect(await worker.value('confirm.accept', { ticket }, confirmSender())).toBeNull();
    expect(JSON.parse(worker.network.requests.at(-1)?.body ?? '')).toEqual({
      record: account,
      host: ACCOUNT_PAGE.host,
      customer: 'G01',
    });
    expect(await worker.value('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
    const changed = {
      name: 'record.changed',
      key: 'salesforce/acme.my.salesforce.com/Account/001Hs00003AbCdEIAV',
    };
    expect(worker.told).toEqual([
      { tabId: 7, message: changed },
      { tabId: 8, message: changed },
      { tabId: 7, message: { name: 'confirm.closed', ticket, accepted: true } },
    ]);
  });

  test('works once', async () => {
    const { ticket } = await propose();
    await worker.value('confirm.accept', { ticket }, confirmSender());
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toEqual(refused);
    expect(await worker.ask('confirm.read', { ticket }, confirmSender())).toEqual(refused);
  });

  test('twice at once writes once', async () => {
    const { ticket } = await propose();
    const replies = await Promise.all(
      [1, 2, 3].map(() => worker.ask('confirm.accept', { ticket }, confirmSender())),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect(worker.network.count(PUT)).toBe(1);
  });

  test('can be tried again after a failure, with the same ticket', async () => {
    const { ticket } = await propose();
    worker.network.on(PUT, problemAnswer(503));
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({
      failure: { code: 'erp.server' },
    });
    expect(worker.told).toEqual([]);
    worker.network.on(PUT, answer(200, LINK));
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({ ok: true });
  });

  test('whose worker was stopped before its answer came is never said to be unwritten when it cannot be repeated', async () => {
    const { ticket } = await propose();
    worker.network.on(PUT, () => new Promise<never>(() => undefined));
    void worker.ask('confirm.accept', { ticket }, confirmSender());
    await vi.waitFor(() => expect(worker.network.count(PUT)).toBe(1));
    const next = worker.restart();
    next.network.on(PUT, problemAnswer(409));
    expect(await next.ask('confirm.accept', { ticket }, confirmSender())).toEqual(refused);
    expect(await next.ask('confirm.read', { ticket }, confirmSender())).toEqual(refused);
  });

  test('works after the worker was stopped', async () => {
    const { ticket } = await propose();
    expect(await worker.restart().ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({
      ok: true,
    });
  });

  test('a tab that has been closed meanwhile is no failure', async () => {
    const { ticket } = await propose();
    vi.mocked(fakeBrowser.tabs.sendMessage).mockRejectedValue(new Error('Could not establish connection.'));
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({ ok: true });
  });
});

describe('a ticket', () => {
  test.each(['confirm.read', 'confirm.accept'] as const)('does nothing in another tab: %s', async (name) => {
    const { ticket } = await propose();
    expect(await worker.ask(name, { ticket }, confirmSender(8))).toEqual(refused);
    expect(worker.network.count(PUT)).toBe(0);
    expect(await worker.ask('confirm.read', { ticket }, confirmSender(7))).toMatchObject({ ok: true });
  });

  test.each(['confirm.read', 'confirm.accept'] as const)(
    'that a frame has shown does nothing in a second frame of the same tab: %s',
    async (name) => {
      const { ticket } = await propose();
      await worker.value('confirm.read', { ticket }, confirmSender());
      expect(await worker.ask(name, { ticket }, confirmSender(7, 13))).toEqual(refused);
      expect(worker.network.count(PUT)).toBe(0);
      expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({ ok: true });
    },
  );

  test('that two frames show at once belongs to one of them', async () => {
    const { ticket } = await propose();
    const replies = await Promise.all(
      [12, 13].map((frameId) => worker.ask('confirm.read', { ticket }, confirmSender(7, frameId))),
    );
    expect(replies.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test.each(['confirm.read', 'confirm.accept', 'confirm.decline'] as const)(
    'that a record page proposed is not for a page of ours: %s',
    async (name) => {
      const { ticket } = await propose();
      await worker.ask(name, { ticket }, popupSender);
      expect(worker.network.count(PUT)).toBe(0);
      expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({ ok: true });
    },
  );

  test('of another tab cannot be declined away', async () => {
    const { ticket } = await propose();
    await worker.value('confirm.decline', { ticket }, confirmSender(8));
    expect(await worker.ask('confirm.read', { ticket }, confirmSender(7))).toMatchObject({ ok: true });
  });

  test('lasts two minutes', async () => {
    const { ticket } = await propose();
    worker.clock.now += 2 * 60_000 - 1;
    expect(await worker.ask('confirm.read', { ticket }, confirmSender())).toMatchObject({ ok: true });
    worker.clock.now += 1;
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toEqual(refused);
  });

  test('that has expired is gone when the next is issued', async () => {
    const { ticket } = await propose();
    worker.clock.now += 3 * 60_000;
    await propose();
    expect(await fakeBrowser.storage.session.get()).not.toHaveProperty(`ticket.${ticket}`);
  });

  test('that was guessed opens nothing', async () => {
    await propose();
    expect(await worker.ask('confirm.accept', { ticket: 'f'.repeat(32) }, confirmSender())).toEqual(refused);
  });
});

test('declining closes the frame and uses the ticket up', async () => {
  const { ticket } = await propose();
  await worker.value('confirm.decline', { ticket }, confirmSender());
  expect(worker.told).toEqual([{ tabId: 7, message: { name: 'confirm.closed', ticket, accepted: false } }]);
  expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toEqual(refused);
  expect(worker.network.count(PUT)).toBe(0);
});

describe('what else is confirmed', () => {
  const NEVER = {
    id: '0198f1c2-0000-7000-8000-000000000009',
    record: account,
    customer: 'G01',
    createdBy: 'ida',
    createdAt: '2026-11-20T09:30:00Z',
  };
  const withView = (more = {}) =>
    worker.network.on(erpLine('GET record-view'), answer(200, { ...viewOf(account), ...more }));
  const ask = async (change: LinkChange) => {
    const request = { page: ACCOUNT_PAGE, customer: 'G01', change };
    const { ticket } = await worker.value('link.propose', request, crmSender());
    expect(await worker.value('confirm.read', { ticket }, confirmSender())).toMatchObject({
      kind: change,
      customer: { id: 'G01', name: CUSTOMER_NAME },
    });
    return worker.ask('confirm.accept', { ticket }, confirmSender());
  };
  const done = { ok: true, value: null };
  const last = () => worker.network.requests.at(-1);

  test('the end of a link, with the revision that was shown', async () => {
    withView();
    const line = erpLine(`DELETE links/${LINK.id}`);
    worker.network.on(line, answer(204, ''));
    expect(await ask('unlink')).toEqual(done);
    expect(last()).toMatchObject({ method: 'DELETE', headers: { 'If-Match': '"1"' } });
    expect(worker.told.at(-1)).toMatchObject({ message: { name: 'confirm.closed', accepted: true } });
  });

  describe('whose a deal is', () => {
    const own = { ...LINK, record: DEAL_PAGE.record, rev: 3, twin: false };
    const ofDeal = async (change: LinkChange, customer = 'G01') => {
      const request = { page: DEAL_PAGE, customer, change };
      const deal = { name: 'Twelve pumps', amount: '5', currency: 'EUR' };
      connectCrm();
      vi.mocked(reader.contextOf as CrmReader['contextOf']).mockResolvedValue({
        companies: [{ record: account, name: null }],
        deal,
      });
      return worker.ask('link.propose', request, crmSender(DEAL_PAGE));
    };
    const accepted = async (answered: Awaited<ReturnType<typeof ofDeal>>) => {
      if (!answered.ok) throw new Error(JSON.stringify(answered));
      const { ticket } = answered.value;
      const shown = await worker.value('confirm.read', { ticket }, confirmSender());
      expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toEqual(done);
      return shown;
    };

    test('is said of the deal itself, by its name, and not of its account', async () => {
      withView();
      expect(await accepted(await ofDeal('linkDeal'))).toMatchObject({
        kind: 'linkDeal',
        record: DEAL_PAGE.record,
        recordName: 'Twelve pumps',
      });
      expect(JSON.parse(last()?.body ?? '')).toMatchObject({ record: DEAL_PAGE.record, customer: 'G01' });
      const keys = worker.told.flatMap(({ message }) =>
        message.name === 'record.changed' ? [message.key] : [],
      );
      expect(keys).toContain(recordKey(DEAL_PAGE.record));
    });

    test('is taken back by the link of the deal, with the revision that was shown', async () => {
      withView({ dealLinks: [own] });
      worker.network.on(erpLine(`DELETE links/${own.id}`), answer(204, ''));
      expect(await accepted(await ofDeal('unlinkDeal'))).toMatchObject({ kind: 'unlinkDeal' });
      expect(last()).toMatchObject({ method: 'DELETE', headers: { 'If-Match': '"3"' } });
    });

    test('is not taken back where its record in the ERP says so, nor said of a customer that its account does not have', async () => {
      withView({ dealLinks: [{ ...own, twin: true }], links: [] });
      for (const change of ['unlinkDeal', 'linkDeal'] as const)
        expect(await ofDeal(change)).toMatchObject({ failure: { code: 'erp.conflict' } });
    });

    test('is not said of a record that is no deal', async () => {
      connectCrm();
      const request = { page: ACCOUNT_PAGE, customer: 'G01', change: 'linkDeal' as const };
      expect(await worker.ask('link.propose', request, crmSender())).toEqual(refused);
    });
  });

  test('a link that has changed meanwhile is not ended: it is told, read again, and the yes is used up', async () => {
    withView();
    worker.network.on(erpLine(`DELETE links/${LINK.id}`), problemAnswer(412));
    const request = { page: ACCOUNT_PAGE, customer: 'G01', change: 'unlink' as const };
    const { ticket } = await worker.value('link.propose', request, crmSender());
    await worker.value('confirm.read', { ticket }, confirmSender());
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toMatchObject({
      failure: { code: 'erp.conflict', status: 412 },
    });
    expect(worker.told).toContainEqual({
      tabId: 7,
      message: { name: 'record.changed', key: recordKey(account) },
    });
    expect(await worker.ask('confirm.accept', { ticket }, confirmSender())).toEqual(refused);
  });

  test('a link that is gone before it is proposed to end cannot be proposed', async () => {
    withView({ links: [], customers: [] });
    const request = { page: ACCOUNT_PAGE, customer: 'G01', change: 'unlink' as const };
    expect(await worker.ask('link.propose', request, crmSender())).toMatchObject({
      failure: { code: 'erp.conflict', status: 404 },
    });
  });

  test('a pair that is never to be linked', async () => {
    worker.network.on(erpLine('PUT never-links'), answer(201, NEVER));
    expect(await ask('neverLink')).toEqual(done);
    expect(JSON.parse(String(last()?.body))).toEqual({ record: account, customer: 'G01' });
  });

  test('and that it may be linked after all', async () => {
    withView({ neverLinks: [{ ...NEVER, customerName: CUSTOMER_NAME }] });
    worker.network.on(erpLine(`DELETE never-links/${NEVER.id}`), answer(204, ''));
    expect(await ask('allowLink')).toEqual(done);
    expect(last()).toMatchObject({ method: 'DELETE' });
  });
});

describe('suggestions', () => {
  const MATCH = erpLine('GET customers/match');
  const suggestion = { customer: SUMMARY, score: 82, band: 'likely', reasons: [] };
  const suggest = (page = ACCOUNT_PAGE) =>
    worker.ask('record.suggestions', { page, requestId: 'q1' }, crmSender(page));
  beforeEach(() => {
    connectCrm();
    worker.network.on(MATCH, answer(200, { suggestions: [suggestion] }));
  });

  test('come from what the CRM knows of the company; what it does not know is left out', async () => {
    expect(await suggest()).toMatchObject({
      ok: true,
      value: { isPerson: false, suggestions: [{ score: 82 }] },
    });
    const asked = new URL(worker.network.requests.at(-1)?.url ?? '').searchParams;
    expect(Object.fromEntries(asked)).toEqual({
      name: 'Brückner Group',
      domain: 'bruckner.example',
      record: recordKey(account),
    });
  });

  test('a text that is longer than the contract takes is cut', async () => {
    vi.mocked(reader.identify as CrmReader['identify']).mockResolvedValue({
      ...identity,
      name: 'n'.repeat(400),
    });
    await suggest();
    expect(new URL(worker.network.requests.at(-1)?.url ?? '').searchParams.get('name')).toHaveLength(255);
  });

  test('a company of which nothing is known resembles nobody', async () => {
    vi.mocked(reader.identify as CrmReader['identify']).mockResolvedValue({
      ...identity,
      name: null,
      website: null,
    });
    expect(await suggest()).toEqual({ ok: true, value: { isPerson: false, suggestions: [] } });
    expect(worker.network.count(MATCH)).toBe(0);
  });

  test('of a lead are those of the company that it names', async () => {
    expect(await suggest(LEAD_PAGE)).toMatchObject({ value: { suggestions: [{ score: 82 }] } });
    expect(reader.identify).toHaveBeenCalledWith(LEAD_PAGE.record, expect.anything());
    expect(new URL(worker.network.requests.at(-1)?.url ?? '').searchParams.get('record')).toBe(
      recordKey(LEAD_PAGE.record),
    );
  });

  test('of a contact without a company there are none', async () => {
    vi.mocked(reader.contextOf as CrmReader['contextOf']).mockResolvedValue({ companies: [], deal: null });
    expect(await suggest(CONTACT_PAGE)).toEqual({
      ok: true,
      value: { isPerson: false, suggestions: [] },
    });
  });

  test('say that an account is a person', async () => {
    vi.mocked(reader.identify as CrmReader['identify']).mockResolvedValue({ ...identity, isPerson: true });
    expect(await suggest()).toMatchObject({ value: { isPerson: true } });
  });

  test('need the CRM', async () => {
    vi.mocked(worker.services.crm.reader).mockRejectedValue(new FailureError({ code: 'crm.notConnected' }));
    expect(await suggest()).toEqual({ ok: false, failure: { code: 'crm.notConnected' } });
  });
});

test('a search answers customers with the pages of their linked records', async () => {
  worker.network.on(erpLine('GET customers'), answer(200, { customers: [SUMMARY], nextCursor: null }));
  expect(await worker.value('customers.search', { query: ' anl ', requestId: 'q1' }, optionsSender)).toEqual([
    {
      customer: SUMMARY,
      pages: [
        {
          system: 'salesforce',
          url: 'https://acme.lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
        },
        { system: 'hubspot', url: 'https://app.hubspot.com/contacts/4711/record/0-2/90210777' },
      ],
    },
  ]);
  expect(new URL(worker.network.requests.at(-1)?.url ?? '').search).toBe('?search=anl&limit=20');
});
