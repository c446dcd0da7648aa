import type { RecordRef } from '../erp/api/record.ts';
import { type Call, httpCaller } from '../http/call.ts';
import type { CrmReader } from './port.ts';
import type { CrmSession } from './session.ts';

type Answer = (request: Request) => Response | Promise<Response>;

export interface ScriptedApi {
  readonly call: Call;
  /** Every request that came, in order. */
  readonly requests: Request[];
}

/** An API that answers by `METHOD /path?query`, over the real fetch layer; anything unforeseen is refused loudly. */
export const scriptedApi = (answers: Readonly<Record<string, Answer>>): ScriptedApi => {
  const requests: Request[] = [];
  const call = httpCaller({
    isOnline: () => true,
    fetch: async (request) => {
      requests.push(request.clone());
      const { pathname, search } = new URL(request.url);
      const answer = answers[`${request.method} ${pathname}${search}`];
      if (answer === undefined) throw new Error(`Nobody expected ${request.method} ${pathname}${search}`);
      return answer(request);
    },
  });
  return { call, requests };
};

export const answerJson =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });

export const fixedSession = (token = 'invented-token'): CrmSession => ({
  accessToken: async () => token,
  renew: async () => token,
});

export const anySignal = (): AbortSignal => new AbortController().signal;

/** The companies of a record, without their names. */
export const companiesOf = async (
  reader: CrmReader,
  record: RecordRef,
  signal: AbortSignal,
): Promise<readonly RecordRef[]> =>
  (await reader.contextOf(record, signal)).companies.map((company) => company.record);
