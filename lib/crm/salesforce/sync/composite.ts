import * as z from 'zod';
import { API_VERSION } from '../apiVersion.ts';
import type { Answered, Door, Reply } from './door.ts';

/** One request inside a composite. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm */
export interface Subrequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind `/services/data/vXX.0`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
export interface Subanswer {
  readonly status: number;
  readonly body: unknown;
}

/** Subrequests of one composite, and how many of them may be queries or collections (neither confirmed by a capture). */
export const MOST_SUBREQUESTS = 25;
export const MOST_LISTS = 5;
/** Records of one collection. */
export const COLLECTION_ROWS = 200;

const compositeAnswer = z.object({
  compositeResponse: z.array(
    z.object({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown() }),
  ),
});

export type CompositeReply =
  | {
      readonly kind: 'answered';
      /** By the place of the subrequest; undefined where the answer left one out. */
      readonly answers: readonly (Subanswer | undefined)[];
      readonly readAt: Answered['readAt'];
    }
  | Exclude<Reply, Answered>;

/** Several requests in one call, done in their order, each for itself: one that fails takes back no other. */
export const askComposite = async (
  door: Door,
  subrequests: readonly Subrequest[],
  signal: AbortSignal,
  notAfter?: number,
): Promise<CompositeReply> => {
  const compositeRequest = subrequests.map(({ method, path, headers, body }, place) => ({
    method,
    url: `/services/data/v${API_VERSION}${path}`,
    referenceId: `r${place}`,
    ...(headers === undefined ? {} : { httpHeaders: headers }),
    ...(body === undefined ? {} : { body }),
  }));
  const question = {
    method: 'POST',
    path: '/composite',
    body: { allOrNone: false, compositeRequest },
  } as const;
  const reply = await door(notAfter === undefined ? question : { ...question, notAfter }, signal);
  if (reply.kind !== 'answered') return reply;
  const read = compositeAnswer.safeParse(reply.body);
  if (!read.success) return { kind: 'lost' };
  const byReference = new Map(read.data.compositeResponse.map((each) => [each.referenceId, each]));
  const answers = subrequests.map((_, place): Subanswer | undefined => {
    const found = byReference.get(`r${place}`);
    return found && { status: found.httpStatusCode, body: found.body };
  });
  return { kind: 'answered', answers, readAt: reply.readAt };
};
