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
  /** The same answer, left for whoever takes it. */
  see<N extends MessageName>(name: N, request: Request<N>): Promise<Answer<N>> | null;
  /** Another person may have signed in: what was answered to the one before is nobody's. */
  forget(): void;
  /** Somebody uses what is drawn: the panel is to come, whatever the page still loads. */
  hurry(): void;
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
  const asAsked = <N extends MessageName>(name: N, request: Request<N>): Asked | null => {
    const known = asked.get(name);
    return known !== undefined && isAbout(request, known.page) ? known : null;
  };
  const ahead: AheadAsker = {
    ask(page) {
      put('panel.preferences.read', {}, null);
      put('record.cached', { page }, page);
    },
    take<N extends MessageName>(name: N, request: Request<N>, signal?: AbortSignal) {
      const known = asAsked(name, request);
      asked.delete(name);
      if (known === null) return null;
      if (signal?.aborted) known.controller.abort();
      signal?.addEventListener('abort', () => known.controller.abort(), { once: true });
      return known.answer as Promise<Answer<N>>;
    },
    see: <N extends MessageName>(name: N, request: Request<N>) =>
      (asAsked(name, request)?.answer as Promise<Answer<N>> | undefined) ?? null,
    forget: () => asked.clear(),
    // What was asked for before is here by now, or will be when the page has loaded: a failure changes nothing.
    hurry: () => void send('panel.mount', { now: true }).catch(() => undefined),
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

/** What was asked ahead; null where it was not. */
export const seeAhead = <N extends MessageName>(
  name: N,
  request: Request<N>,
  world: World = globalThis,
): Promise<Answer<N>> | null => world[PLACE]?.see(name, request) ?? null;

/** Has the panel brought in at once. */
export const hurryPanel = (world: World = globalThis): void => world[PLACE]?.hurry();

/** Drops what was asked ahead. */
export const forgetAhead = (world: World = globalThis): void => world[PLACE]?.forget();
