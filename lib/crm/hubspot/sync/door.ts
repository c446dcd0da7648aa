import { createConfiguration } from '@hubspot/api-client/lib/codegen/crm/objects/configuration.js';
import {
  PromiseBasicApi,
  PromiseBatchApi,
  PromiseSearchApi,
} from '@hubspot/api-client/lib/codegen/crm/objects/types/PromiseAPI.js';
import { type FailureCode, FailureError } from '../../../failure.ts';
import type { Call, HttpAnswer } from '../../../http/call.ts';
import { parseJson } from '../../../http/json.ts';
import { TransportError, type TransportKind } from '../../../http/transportError.ts';
import type { Answer } from '../../../sync/ports.ts';
import { authorizedCall, type CrmCall } from '../../authorizedCall.ts';
import type { CrmSession } from '../../session.ts';
import { httpLibrary } from '../httpLibrary.ts';
import { hubspotRefusal } from '../refusal.ts';
import { errorIn, type HubspotError } from './refusedBy.ts';

export interface DoorOptions {
  readonly session: CrmSession;
  readonly call: Call;
  /** Puts a call within the account's budget. What that holds back is rejected with `FailureError`, and was not sent. */
  readonly budgeted: (call: Call) => Call;
  readonly clock: {
    now(): number;
    /** Milliseconds that only ever grow and go on while the computer sleeps. */
    elapsed(): number;
    wait(ms: number): Promise<void>;
  };
  readonly isOnline: () => boolean;
}

/** What a question can be asked of: the generated client's parts, or, where that has none, an address. */
interface Portal {
  readonly basic: PromiseBasicApi;
  readonly batch: PromiseBatchApi;
  readonly search: PromiseSearchApi;
  readonly call: CrmCall;
}

interface Answered {
  readonly kind: 'answered';
  /** Parsed JSON; undefined = no body. */
  readonly body: unknown;
  readonly headers: Headers;
}
export type Reply =
  | Answered
  /** The API said no to the whole question: nothing was done. `error` null = it was not the API that said so. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: HubspotError | null }
  | Exclude<Answer<never>, { kind: 'answered' }>;

/** Asks the API one question. Never rejects. `notAfter`: by `elapsed`; later than this it is not sent any more. */
export type Door = (
  question: (portal: Portal) => Promise<unknown>,
  signal: AbortSignal,
  notAfter?: number,
) => Promise<Reply>;

interface Exchange {
  /** `flying`: sent, or about to be; whether it arrived is not known. */
  fate: 'unsent' | 'flying' | 'answered';
  answer: HttpAnswer | null;
}

/** The request could not be made, or was answered by something that only points elsewhere. */
const UNSENT: readonly TransportKind[] = ['malformed', 'redirected'];

export const hubspotDoor =
  (options: DoorOptions): Door =>
  async (question, signal, notAfter = Number.POSITIVE_INFINITY) => {
    if (signal.aborted || !options.isOnline()) return { kind: 'notSent', reason: 'offline' };
    const exchange: Exchange = { fate: 'unsent', answer: null };
    const call = authorizedCall({
      call: options.budgeted(watched(options, exchange, notAfter)),
      session: options.session,
      signal,
      refusal: (answer) => hubspotRefusal(answer, options.clock.now()),
    });
    const configuration = createConfiguration({ httpApi: httpLibrary(call) });
    try {
      await question({
        basic: new PromiseBasicApi(configuration),
        batch: new PromiseBatchApi(configuration),
        search: new PromiseSearchApi(configuration),
        call,
      });
    } catch (error) {
      if (error instanceof FailureError) return unanswered(error, exchange);
      // The generated client could not make sense of the answer; what was answered is judged below.
    }
    return answered(exchange);
  };

/** Keeps the answer itself: the generated client drops what a date-based version says more than a numbered one, errors of rows above all. */
const watched =
  ({ call, clock }: DoorOptions, exchange: Exchange, notAfter: number): Call =>
  async (request) => {
    if (clock.elapsed() > notAfter) throw new TransportError('cancelled');
    exchange.fate = 'flying';
    try {
      exchange.answer = await call(request);
    } catch (error) {
      if (error instanceof TransportError && UNSENT.includes(error.kind)) exchange.fate = 'unsent';
      throw error;
    }
    exchange.fate = 'answered';
    return exchange.answer;
  };

const answered = ({ answer }: Exchange): Reply => {
  if (answer === null) return { kind: 'lost' };
  const body = parseJson(answer.text);
  // A page of HTML with a status of success: somebody in between, and what became of the request is not known.
  if (body === undefined && answer.status !== 204) return { kind: 'lost' };
  return { kind: 'answered', body, headers: answer.headers };
};

const REASON: Readonly<Partial<Record<FailureCode, 'rateLimited' | 'authExpired' | 'forbidden'>>> = {
  'crm.rateLimited': 'rateLimited',
  'crm.authExpired': 'authExpired',
  'crm.notConnected': 'authExpired',
  'crm.forbidden': 'forbidden',
};

const unanswered = ({ failure }: FailureError, { fate, answer }: Exchange): Reply => {
  if (fate === 'flying') return { kind: 'lost' };
  // Nothing ever left, or a 401 was all that came: the session could not be renewed.
  if (fate === 'unsent' || answer === null || answer.status === 401)
    return { kind: 'notSent', reason: REASON[failure.code] ?? 'offline' };
  // 477: the account is being moved, and nothing is done meanwhile.
  if (answer.status === 429 || answer.status === 477) return { kind: 'notSent', reason: 'rateLimited' };
  // An error of the server, a page of a proxy: it may have been done all the same.
  if (answer.status >= 500 || answer.status < 300) return { kind: 'lost' };
  return { kind: 'refused', status: answer.status, error: errorIn(answer.text) };
};
