import { Connection } from 'jsforce/lib/connection.js';
import { type FailureCode, FailureError } from '../../../failure.ts';
import type { Call, HttpAnswer } from '../../../http/call.ts';
import { TransportError, type TransportKind } from '../../../http/transportError.ts';
import type { ServerTime } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { authorizedCall } from '../../authorizedCall.ts';
import type { CrmSession } from '../../session.ts';
import { API_VERSION } from '../apiVersion.ts';
import { salesforceRefusal } from '../refusal.ts';
import { CallTransport } from '../transport.ts';
import { errorsIn, type SalesforceError } from './refusedBy.ts';

export interface DoorOptions {
  /** `https://acme.my.salesforce.com`. */
  readonly instanceUrl: string;
  readonly session: CrmSession;
  readonly call: Call;
  /** Puts a call within the org's budget. What that holds back is rejected with `FailureError`, and was not sent. */
  readonly budgeted: (call: Call) => Call;
  readonly now: () => number;
  /** Milliseconds that only ever grow and go on while the computer sleeps. */
  readonly elapsed: () => number;
  readonly isOnline: () => boolean;
}

interface Question {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind `/services/data/vXX.0`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** By `elapsed`: later than this it is not sent any more, whatever it had to wait for. */
  readonly notAfter?: number;
}

export interface Answered {
  readonly kind: 'answered';
  /** Parsed JSON, or the text that came instead of it. */
  readonly body: unknown;
  readonly headers: Headers;
  /** The server's clock at the earliest moment at which it can have looked; null = it does not tell. */
  readonly readAt: ServerTime | null;
}
export type Reply =
  | Answered
  /** The API said no to the whole question: nothing was done. `errors` is [] where it was not the API that said so. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly errors: readonly SalesforceError[];
      readonly readAt: ServerTime | null;
    }
  | Exclude<Answer<never>, { kind: 'answered' }>;

/** Asks the REST API one question. Never rejects. */
export type Door = (question: Question, signal: AbortSignal) => Promise<Reply>;

interface Exchange {
  /** `flying`: sent, or about to be; whether it arrived is not known. */
  fate: 'unsent' | 'flying' | 'answered';
  answer: HttpAnswer | null;
  tookMs: number;
}

export const salesforceDoor = (options: DoorOptions): Door => {
  const { instanceUrl, session, now } = options;
  return async ({ method, path, headers = {}, body, notAfter = Number.POSITIVE_INFINITY }, signal) => {
    const exchange: Exchange = { fate: 'unsent', answer: null, tookMs: 0 };
    if (signal.aborted || !options.isOnline()) return { kind: 'notSent', reason: 'offline' };
    const connection = new Connection({ instanceUrl, version: API_VERSION });
    connection._transport = new CallTransport(
      authorizedCall({
        call: options.budgeted(watched(options, exchange, notAfter)),
        session,
        signal,
        refusal: (answer) => salesforceRefusal(answer, now()),
      }),
    );
    try {
      const answer = await connection.request<unknown>({
        method,
        url: path,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answered(exchange, answer);
    } catch (error) {
      if (error instanceof FailureError) return unanswered(error, exchange);
      // jsforce could not read what came: nobody can say what was done.
      if (exchange.fate === 'answered') return { kind: 'lost' };
      throw error;
    }
  };
};

/** Keeps the headers and the status, which jsforce hides, and how far the request got. The budget is asked before, so its waits count. */
const watched =
  ({ call, elapsed }: DoorOptions, exchange: Exchange, notAfter: number): Call =>
  async (request) => {
    const sentAt = elapsed();
    if (sentAt > notAfter) throw new TransportError('cancelled');
    exchange.fate = 'flying';
    try {
      exchange.answer = await call(request);
    } catch (error) {
      if (error instanceof TransportError && UNSENT.includes(error.kind)) exchange.fate = 'unsent';
      throw error;
    }
    exchange.fate = 'answered';
    exchange.tookMs = elapsed() - sentAt;
    return exchange.answer;
  };

/** The request could not be made, or was answered by something that only points elsewhere. */
const UNSENT: readonly TransportKind[] = ['malformed', 'redirected'];

const answered = ({ answer, tookMs }: Exchange, body: unknown): Reply =>
  answer === null
    ? { kind: 'lost' }
    : { kind: 'answered', body, headers: answer.headers, readAt: readAtOf(answer, tookMs) };

/** `Date` is written when the answer leaves: the reading may be older by all that the exchange took. */
const readAtOf = ({ headers }: HttpAnswer, tookMs: number): ServerTime | null => {
  const date = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(date) ? null : ((date - tookMs) as ServerTime);
};

const REASON: Readonly<
  Partial<Record<FailureCode, 'offline' | 'rateLimited' | 'authExpired' | 'forbidden'>>
> = {
  'crm.rateLimited': 'rateLimited',
  'crm.authExpired': 'authExpired',
  'crm.notConnected': 'authExpired',
  'crm.forbidden': 'forbidden',
};

const unanswered = ({ failure }: FailureError, { fate, answer, tookMs }: Exchange): Reply => {
  if (fate === 'flying') return { kind: 'lost' };
  // Nothing ever left, or a 401 was all that came: the session could not be renewed.
  if (fate === 'unsent' || answer === null || answer.status === 401)
    return { kind: 'notSent', reason: REASON[failure.code] ?? 'offline' };
  // An error of the server, a page of a proxy: it may have been done all the same.
  if (answer.status >= 500 || answer.status < 300) return { kind: 'lost' };
  if (answer.status === 403 || failure.code === 'crm.rateLimited')
    return { kind: 'notSent', reason: REASON[failure.code] ?? 'forbidden' };
  const { status } = answer;
  return { kind: 'refused', status, errors: errorsIn(answer.text), readAt: readAtOf(answer, tookMs) };
};
