import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Answer, MessageName, Reply, Request, TabMessage } from '../../messaging/protocol.ts';
import type { BrowserSender } from '../../messaging/sender.ts';
import { answerWith } from '../../messaging/serve.ts';
import { createHandlers } from '../handlers.ts';
import { createServices, type Services } from '../services.ts';
import { answer, ERP, erpLine, type FakeNetwork, fakeNetwork } from './network.ts';
import { ME } from './records.ts';
import { crmSender, optionsSender, SELF } from './senders.ts';

/** The worker as its pages know it, over a fake browser and a network of prepared answers. */
export interface FakeWorker {
  readonly network: FakeNetwork;
  readonly services: Services;
  readonly clock: { now: number };
  /** What tabs were told, in order; of a connected worker since then. */
  readonly told: { readonly tabId: number; readonly message: TabMessage }[];
  ask<N extends MessageName>(name: N, request: Request<N>, sender?: BrowserSender): Promise<Reply<N>>;
  /** The same, where nothing may go wrong. */
  value<N extends MessageName>(name: N, request: Request<N>, sender?: BrowserSender): Promise<Answer<N>>;
  /** As Chromium does when the worker has been stopped and wakes again: what was in memory is gone. */
  restart(): FakeWorker;
}

export const fakeWorker = (
  network = fakeNetwork(),
  clock = { now: Date.parse('2026-11-20T09:30:00Z') },
): FakeWorker => {
  const services = createServices({ call: network.call, now: () => clock.now });
  const serve = answerWith(createHandlers(services), SELF);
  const told: FakeWorker['told'] = [];
  fakeBrowser.tabs.sendMessage = vi.fn(async (tabId: number, message: TabMessage) => {
    told.push({ tabId, message });
  }) as typeof fakeBrowser.tabs.sendMessage;
  fakeBrowser.tabs.query = vi.fn(async () => [
    { id: 7 },
    { id: 8 },
  ]) as unknown as typeof fakeBrowser.tabs.query;

  const ask: FakeWorker['ask'] = async (name, request, sender = crmSender()) =>
    (await serve({ name, request }, sender)) as Reply<typeof name>;
  return {
    network,
    services,
    clock,
    told,
    ask,
    value: async (name, request, sender) => {
      const reply = await ask(name, request, sender);
      if (!reply.ok) throw new Error(`${name}: ${reply.failure.code}`);
      return reply.value;
    },
    restart: () => fakeWorker(network, clock),
  };
};

/** Signed in to an ERP API that knows who asks. */
export const connectedWorker = async (): Promise<FakeWorker> => {
  const worker = fakeWorker();
  worker.network.on(erpLine('GET me'), answer(200, ME));
  await worker.value('erp.connect', { address: ERP, token: 'an-invented-token' }, optionsSender);
  worker.told.length = 0;
  return worker;
};
