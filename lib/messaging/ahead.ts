import type { RecordPage } from '../crm/port.ts';
import { FailureError } from '../failure.ts';
import { isSamePage } from './pageState.ts';
import type { Answer, MessageName, Reply, Request } from './protocol.ts';
import type { send as sendMessage } from './send.ts';

type Send = typeof sendMessage;

/**
 * Questions that are asked for the panel while the browser still brings its script in: the panel finds the answers waiting,
 * instead of paying one more way to the worker and back. The loader asks only what this device knows by itself; nothing of the ERP or
 * the CRM, which a company may have switched off. The glance, which comes only where it has not, asks that.
 */
interface Ahead {
  /**
   * The reply to a question that was asked, once; null = it was not, or its reply has been taken. It never rejects: each script has a
   * `FailureError` of its own, so a failure goes from one to the other as what it says.
   */
  take<N extends MessageName>(name: N, request: Request<N>, signal?: AbortSignal): Promise<Reply<N>> | null;
  /** Asks the ERP of this record, once, whatever others ask of it. */
  askView(page: RecordPage): void;
  /** The same reply, left for whoever takes it. */
  see<N extends MessageName>(name: N, request: Request<N>): Promise<Reply<N>> | null;
  /** The record is left, or another person may have signed in: what was asked is nobody's any more. */
  forget(): void;
  /** Somebody uses what is drawn: the panel is to come, whatever the page still loads. */
  hurry(): void;
}

export interface AheadAsker extends Ahead {
  ask(page: RecordPage): void;
}

interface Asked {
  readonly page: RecordPage | null;
  readonly reply: Promise<Reply<MessageName>>;
  readonly controller: AbortController;
}

const PLACE = Symbol.for('ledgerside.ahead');
type World = typeof globalThis & { [PLACE]?: Ahead };

/** The loader's half. */
export const publishAhead = (send: Send, world: World = globalThis): AheadAsker => {
  const asked = new Map<MessageName, Asked>();
  const put = <N extends MessageName>(name: N, request: Request<N>, page: RecordPage | null) => {
    const controller = new AbortController();
    const reply = send(name, request, controller.signal).then(
      (value): Reply<N> => ({ ok: true, value }),
      (error: unknown): Reply<N> => ({
        ok: false,
        failure: error instanceof FailureError ? error.failure : { code: 'unexpected' },
      }),
    );
    asked.set(name, { page, reply, controller });
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
      return known.reply as Promise<Reply<N>>;
    },
    see: <N extends MessageName>(name: N, request: Request<N>) =>
      (asAsked(name, request)?.reply as Promise<Reply<N>> | undefined) ?? null,
    askView: (page) => put('record.view', { page, requestId: crypto.randomUUID() }, page),
    forget() {
      for (const { controller } of asked.values()) controller.abort();
      asked.clear();
    },
    // What was asked for before is here by now, or will be when the page has loaded: a failure changes nothing.
    hurry: () => void send('panel.mount', { now: true }).catch(() => undefined),
  };
  world[PLACE] = ahead;
  return ahead;
};

/** Asked ahead is always the record's main company. */
const isAbout = (request: object, page: RecordPage | null): boolean =>
  !('company' in request) && isSamePage('page' in request ? (request.page as RecordPage) : null, page);

/** The panel's half: `send`, but for what has been asked already. */
export const sendAfter =
  (send: Send, world: World = globalThis): Send =>
  (name, request, signal) =>
    answerIn(world[PLACE]?.take(name, request, signal)) ?? send(name, request, signal);

const answerIn = <N extends MessageName>(
  asked: Promise<Reply<N>> | null | undefined,
): Promise<Answer<N>> | null =>
  asked?.then((reply) => {
    if (!reply.ok) throw new FailureError(reply.failure);
    return reply.value;
  }) ?? null;

/** Asks the ERP of this record for whoever comes next. */
export const askViewAhead = (page: RecordPage, world: World = globalThis): void =>
  world[PLACE]?.askView(page);

/** What was asked ahead, as `send` would tell it; null where it was not asked. */
export const seeAhead = <N extends MessageName>(
  name: N,
  request: Request<N>,
  world: World = globalThis,
): Promise<Answer<N>> | null => answerIn(world[PLACE]?.see(name, request));

/** Has the panel brought in at once. */
export const hurryPanel = (world: World = globalThis): void => world[PLACE]?.hurry();

/** Drops what was asked ahead. */
export const forgetAhead = (world: World = globalThis): void => world[PLACE]?.forget();
