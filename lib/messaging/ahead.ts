import type { RecordPage } from '../crm/port.ts';
import { isSamePage } from './pageState.ts';
import type { Answer, MessageName, Request } from './protocol.ts';
import type { send as sendMessage } from './send.ts';

type Send = typeof sendMessage;

/**
 * Questions that the loader asks for the panel while the browser still brings its script in: the panel finds the answers waiting,
 * instead of paying one more way to the worker and back. Only what this device knows by itself is asked; nothing of the ERP or the
 * CRM, which a company may have switched off.
 */
interface Ahead {
  /** The answer to a question that was asked, once; null = it was not, or its answer has been taken. */
  take<N extends MessageName>(name: N, request: Request<N>, signal?: AbortSignal): Promise<Answer<N>> | null;
}

export interface AheadAsker extends Ahead {
  ask(page: RecordPage): void;
}

interface Asked {
  readonly page: RecordPage | null;
  readonly answer: Promise<unknown>;
  readonly controller: AbortController;
}

const PLACE = Symbol.for('ledgerside.ahead');
type World = typeof globalThis & { [PLACE]?: Ahead };

/** The loader's half. */
export const publishAhead = (send: Send, world: World = globalThis): AheadAsker => {
  const asked = new Map<MessageName, Asked>();
  const put = <N extends MessageName>(name: N, request: Request<N>, page: RecordPage | null) => {
    const controller = new AbortController();
    const answer = send(name, request, controller.signal);
    // Whoever takes it hears of its failure; if nobody does, nobody misses it.
    answer.catch(() => undefined);
    asked.set(name, { page, answer, controller });
  };
  const ahead: AheadAsker = {
    ask(page) {
      put('panel.preferences.read', {}, null);
      put('record.cached', { page }, page);
    },
    take<N extends MessageName>(name: N, request: Request<N>, signal?: AbortSignal) {
      const known = asked.get(name);
      asked.delete(name);
      if (known === undefined || !isAbout(request, known.page)) return null;
      if (signal?.aborted) known.controller.abort();
      signal?.addEventListener('abort', () => known.controller.abort(), { once: true });
      return known.answer as Promise<Answer<N>>;
    },
  };
  world[PLACE] = ahead;
  return ahead;
};

const isAbout = (request: object, page: RecordPage | null): boolean =>
  isSamePage('page' in request ? (request.page as RecordPage) : null, page);

/** The panel's half: `send`, but for what has been asked already. */
export const sendAfter =
  (send: Send, world: World = globalThis): Send =>
  (name, request, signal) =>
    world[PLACE]?.take(name, request, signal) ?? send(name, request, signal);
