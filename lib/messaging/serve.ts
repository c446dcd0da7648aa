import { ACCESS, type SenderOf } from '../access.ts';
import { type Failure, FailureError } from '../failure.ts';
import type { Answer, MessageName, Reply, Request } from './protocol.ts';
import { ownsRecord } from './recordOwnership.ts';
import { REQUESTS } from './requests.ts';
import { type BrowserSender, type Self, type Sender, senderOf } from './sender.ts';

// A plain listener, not @webext-core/messaging: that library throws errors across the wire (name, message and stack), knows no
// refusal by sender, and answers a message without a handler by silence. What is left of it would be the envelope below.

/** What crosses the wire. `request` is unproven until its schema has seen it. */
interface Envelope<N extends MessageName = MessageName> {
  readonly name: N;
  readonly request: Request<N>;
}

export type Handler<N extends MessageName> = (request: Request<N>, sender: SenderOf<N>) => Promise<Answer<N>>;
export type Handlers = { readonly [N in MessageName]: Handler<N> };

const REFUSED: Failure = { code: 'message.refused' };

/**
 * Answers one message. It never rejects: whoever is not let through, whatever does not parse and whatever goes wrong is a
 * `Reply` with a failure. Refusals look all alike, so that a page learns nothing from them.
 */
export const answerWith =
  (handlers: Handlers, self: Self) =>
  async (message: unknown, browserSender: BrowserSender): Promise<Reply<MessageName>> => {
    const name = nameOf(message);
    const sender = senderOf(browserSender, self);
    if (name === null || sender === null || !isAllowed(name, sender)) return { ok: false, failure: REFUSED };
    const request = REQUESTS[name].safeParse((message as Envelope).request);
    if (!request.success) return { ok: false, failure: REFUSED };
    if (!speaksOfItsOwn(sender, request.data)) return { ok: false, failure: REFUSED };
    try {
      return { ok: true, value: await dispatch(handlers, name, request.data, sender) };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  };

const nameOf = (message: unknown): MessageName | null => {
  if (typeof message !== 'object' || message === null || !('name' in message)) return null;
  const { name } = message;
  return typeof name === 'string' && Object.hasOwn(REQUESTS, name) ? (name as MessageName) : null;
};

const isAllowed = (name: MessageName, { kind }: Sender): boolean =>
  (ACCESS[name] as readonly Sender['kind'][]).includes(kind);

const speaksOfItsOwn = (sender: Sender, request: Request<MessageName>): boolean =>
  sender.kind !== 'crmPage' ||
  !('page' in request) ||
  (request.page !== null && ownsRecord(sender, request.page));

// The registry pairs each name with its own types; the checks above have proven that this request and sender are of that row.
const dispatch = (
  handlers: Handlers,
  name: MessageName,
  request: unknown,
  sender: Sender,
): Promise<Answer<MessageName>> =>
  (handlers[name] as (request: unknown, sender: Sender) => Promise<Answer<MessageName>>)(request, sender);

const failureOf = (error: unknown): Failure =>
  error instanceof FailureError ? error.failure : { code: 'unexpected' };
