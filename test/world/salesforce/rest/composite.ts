import type { Org } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Call, Resource } from './call.ts';

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

/** How a composite reaches the other resources; given from outside so that the two need not know each other. */
type Dispatch = (call: Omit<Call, 'at' | 'query'> & { readonly url: string }, org: Org) => Answer;

/** Queries and collections: of these a composite takes fewer. */
const LIST = /\/(query|queryAll|composite\/sobjects)\b/;

const reference = /@\{(\w+)\.([\w.[\]]+)\}/g;

/** `@{account.id}`: a value out of an earlier subrequest's answer. */
const resolved = (text: string, answers: ReadonlyMap<string, unknown>): string =>
  text.replace(reference, (whole, id: string, path: string) => {
    let value: unknown = answers.get(id);
    for (const key of path.split(/[.[\]]+/).filter((part) => part !== ''))
      value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
    if (value === undefined || value === null)
      throw new Refusal(
        400,
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${whole.slice(2, -1)} found in ${id}`,
      );
    return String(value);
  });

const subrequestsOf = (call: Call, org: Org): { requests: readonly Subrequest[]; allOrNone: boolean } => {
  const body = (call.body ?? {}) as { compositeRequest?: unknown; allOrNone?: unknown };
  if (!Array.isArray(body.compositeRequest))
    throw new Refusal(400, 'JSON_PARSER_ERROR', 'compositeRequest is missing or is not a list');
  const requests = body.compositeRequest as Subrequest[];
  const limit = org.bites.setting('compositeLimit');
  const lists = requests.filter(({ url }) => LIST.test(url)).length;
  if (limit !== null && (requests.length > limit.subrequests || lists > limit.lists))
    throw new Refusal(
      400,
      'LIMIT_EXCEEDED',
      `Composite request limit exceeded: ${requests.length} of ${limit.subrequests} subrequests, ${lists} of ${limit.lists} queries and collections`,
    );
  const ids = requests.map((request) => request.referenceId);
  if (ids.some((id) => typeof id !== 'string' || id === '') || new Set(ids).size < ids.length)
    throw new Refusal(400, 'INVALID_INPUT', 'Every subrequest needs a referenceId of its own');
  return { requests, allOrNone: body.allOrNone === true };
};

const halted = (): Answer => ({
  status: 400,
  body: [
    {
      errorCode: 'PROCESSING_HALTED',
      message: 'The transaction was rolled back since another operation in the same transaction failed.',
    },
  ],
});

export const compositeResource = (dispatch: Dispatch): Resource => {
  const run = (call: Call, org: Org, request: Subrequest, answers: ReadonlyMap<string, unknown>): Answer => {
    try {
      const body =
        request.body === undefined
          ? undefined
          : (JSON.parse(resolved(JSON.stringify(request.body), answers)) as unknown);
      return dispatch(
        {
          ...call,
          method: request.method,
          url: resolved(request.url, answers),
          headers: new Headers(request.httpHeaders ?? {}),
          body,
        },
        org,
      );
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body() };
      throw error;
    }
  };

  const answer = (call: Call, org: Org): Answer => {
    const { requests, allOrNone } = subrequestsOf(call, org);
    const answers = new Map<string, unknown>();
    const done: Answer[] = [];
    const undo = new Error('one subrequest failed');
    let rolledBack = false;
    try {
      org.store.transaction(() => {
        for (const request of requests) {
          const one = run(call, org, request, answers);
          done.push(one);
          if (one.status < 400) answers.set(request.referenceId, one.body);
          else if (allOrNone) throw undo;
        }
      });
    } catch (error) {
      if (error !== undo) throw error;
      rolledBack = true;
    }
    return {
      status: 200,
      body: {
        compositeResponse: requests.map((request, index) => {
          const own = done[index];
          const one = rolledBack && (own === undefined || own.status < 400) ? halted() : own;
          return {
            body: one?.body ?? null,
            httpHeaders: one?.headers ?? {},
            httpStatusCode: one?.status,
            referenceId: request.referenceId,
          };
        }),
      },
    };
  };

  return { path: '/composite', methods: { POST: { answer } } };
};
