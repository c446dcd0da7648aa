import { describe, expect, test, vi } from 'vitest';
import { ACCESS } from './access.ts';
import { ACCOUNT_PAGE, COMPANY_PAGE } from './background/fakes/records.ts';
import { EXAMPLES } from './background/fakes/requests.ts';
import { confirmSender, crmSender, optionsSender, popupSender, SELF } from './background/fakes/senders.ts';
import { fakeWorker } from './background/fakes/worker.ts';
import { createHandlers } from './background/handlers.ts';
import type { MessageName } from './messaging/protocol.ts';
import { REQUESTS } from './messaging/requests.ts';
import type { BrowserSender } from './messaging/sender.ts';
import { answerWith, type Handlers } from './messaging/serve.ts';

const NAMES = Object.keys(REQUESTS) as MessageName[];

const SENDERS = {
  'CRM page': crmSender(),
  'options tab': optionsSender,
  popup: popupSender,
  'confirm frame': confirmSender(),
} satisfies Record<string, BrowserSender>;

const STRANGERS: Record<string, BrowserSender> = {
  'another extension on a CRM page': { ...crmSender(), id: 'somebodyelse' },
  'another extension that claims our origin': { ...optionsSender, id: 'somebodyelse' },
  'no extension id': { ...crmSender(), id: undefined },
  'a CRM page over http': { ...crmSender(), origin: 'http://acme.lightning.force.com' },
  'a frame inside a CRM page': { ...crmSender(), frameId: 4 },
  'a CRM page without a frame id': { ...crmSender(), frameId: undefined },
  'a CRM page outside of any tab': { ...crmSender(), tab: undefined },
  'any other site': { ...crmSender(), origin: 'https://example.com', url: 'https://example.com/' },
  'a host that ends like a CRM': { ...crmSender(), origin: 'https://evil-lightning.force.com' },
  'a host that begins like a CRM': { ...crmSender(), origin: 'https://app.hubspot.com.example.org' },
  'a CRM host on another port': { ...crmSender(), origin: 'https://acme.lightning.force.com:8443' },
  'an opaque origin (sandboxed frame)': { ...crmSender(), origin: 'null' },
  'no origin': { ...crmSender(), origin: undefined },
  'a CRM origin on a page of another': {
    ...crmSender(),
    origin: 'https://umbra.lightning.force.com',
  },
  'our confirm page in a tab of its own': { ...confirmSender(), frameId: 0 },
  'our confirm page without a tab': { ...confirmSender(), tab: undefined },
  'our options page in a frame': { ...optionsSender, frameId: 5 },
  'a page that says it is ours over http': { ...optionsSender, origin: 'http://ourselves' },
};

const answering = () => {
  const handled = vi.fn(async () => null);
  const handlers = Object.fromEntries(NAMES.map((name) => [name, handled])) as unknown as Handlers;
  return { handled, answer: answerWith(handlers, SELF) };
};

describe('every message', () => {
  test('has a schema, an access row, an example and a handler', () => {
    const handlers = createHandlers(fakeWorker().services);
    for (const registry of [ACCESS, EXAMPLES, handlers])
      expect(Object.keys(registry).sort()).toEqual([...NAMES].sort());
  });

  test('is answered for these senders and refused to the others', async () => {
    const rows = [['message', ...Object.keys(SENDERS)]];
    for (const name of NAMES) {
      const cells = [];
      for (const sender of Object.values(SENDERS)) {
        const { answer, handled } = answering();
        const reply = await answer({ name, request: EXAMPLES[name] }, sender);
        expect(handled).toHaveBeenCalledTimes(reply.ok ? 1 : 0);
        cells.push(reply.ok ? 'yes' : reply.failure.code === 'message.refused' ? '-' : reply.failure.code);
      }
      rows.push([name, ...cells]);
    }
    const table = rows.map(
      ([name = '', ...cells]) =>
        name.padEnd(26) +
        cells
          .map((cell) => cell.padEnd(14))
          .join('')
          .trimEnd(),
    );
    expect(`\n${table.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      message                   CRM page      options tab   popup         confirm frame
      panel.mount               yes           -             -             -
      panel.preferences.read    yes           -             -             -
      panel.preferences.write   yes           -             -             -
      record.cached             yes           -             -             -
      record.view               yes           -             -             -
      customer.documents        yes           -             -             -
      record.suggestions        yes           -             -             -
      request.cancel            yes           yes           yes           -
      link.propose              yes           -             -             -
      confirm.read              -             yes           yes           yes
      confirm.accept            -             yes           yes           yes
      confirm.decline           -             yes           yes           yes
      customers.search          yes           yes           yes           -
      offlineReading.read       -             yes           yes           -
      offlineReading.write      -             yes           yes           -
      options.open              yes           yes           yes           -
      connections.read          -             yes           yes           -
      erp.connect               -             yes           yes           -
      erp.test                  -             yes           yes           -
      erp.disconnect            -             yes           yes           -
      salesforce.connect        -             yes           yes           -
      hubspot.connect           -             yes           yes           -
      salesforce.currency       -             yes           yes           -
      crm.test                  -             yes           yes           -
      crm.disconnect            -             yes           yes           -
      sync.status               -             yes           yes           -
      sync.start                -             yes           yes           -
      sync.cancel               -             yes           yes           -
      sync.record               yes           -             -             -
      sync.recordStatus         yes           -             -             -
      sync.recordSeen           yes           -             -             -
      sync.dryRun               -             yes           yes           -
      sync.settings.read        -             yes           yes           -
      sync.settings.write       -             yes           yes           -
      sync.failures             -             yes           yes           -
      sync.company.read         -             yes           yes           -
      sync.company.write        -             yes           yes           -
      sync.brake.propose        -             yes           yes           -
      sync.log                  -             yes           yes           -
      conflicts.list            yes           yes           yes           -
      conflicts.propose         yes           yes           yes           -
      mapping.pairs             -             yes           yes           -
      mapping.read              -             yes           yes           -
      mapping.save              -             yes           yes           -
      "
    `);
  });

  test.each(Object.keys(STRANGERS))('is refused to %s', async (stranger) => {
    const sender = STRANGERS[stranger];
    const { answer, handled } = answering();
    for (const name of NAMES)
      expect(await answer({ name, request: EXAMPLES[name] }, sender ?? {}), name).toEqual({
        ok: false,
        failure: { code: 'message.refused' },
      });
    expect(handled).not.toHaveBeenCalled();
  });

  test('that names a record is refused for a record that is not on the page', async () => {
    const { answer, handled } = answering();
    const named = NAMES.filter((name) => 'page' in EXAMPLES[name]);
    expect(named).toEqual([
      'record.cached',
      'record.view',
      'customer.documents',
      'record.suggestions',
      'link.propose',
      'sync.record',
      'sync.recordStatus',
      'sync.recordSeen',
      'conflicts.list',
      'conflicts.propose',
    ]);
    for (const name of named)
      for (const page of [null, COMPANY_PAGE, { ...ACCOUNT_PAGE, host: 'umbra.lightning.force.com' }])
        expect((await answer({ name, request: { ...EXAMPLES[name], page } }, crmSender())).ok, name).toBe(
          false,
        );
    expect(handled).not.toHaveBeenCalled();
  });

  test('is refused with a field too many, and without its request', async () => {
    const { answer, handled } = answering();
    for (const name of NAMES)
      for (const sender of Object.values(SENDERS)) {
        expect((await answer({ name, request: { ...EXAMPLES[name], more: 1 } }, sender)).ok, name).toBe(
          false,
        );
        expect((await answer({ name }, sender)).ok, name).toBe(false);
      }
    expect(handled).not.toHaveBeenCalled();
  });
});
