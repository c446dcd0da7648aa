import type * as z from 'zod';
import { FailureError } from '../../failure.ts';
import type { Call, HttpAnswer } from '../../http/call.ts';
import { TransportError } from '../../http/transportError.ts';
import { transportFailure } from '../../http/transportFailure.ts';
import { provenBody } from './provenBody.ts';
import { statusFailure } from './statusFailure.ts';

/** Everything that one request to the ERP API needs besides itself. */
export interface Door {
  readonly address: string;
  readonly token: string;
  readonly call: Call;
  readonly now: () => number;
  /** Of the sync that asks: a line of the ERP API's log is found by it. Absent = no sync does. */
  readonly syncId?: string;
}

export interface ErpRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below `/api/crm/`, encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * The ERP API answers in well under a second. One that takes ten on a bad day is slow, not gone: what it answers is still shown,
 * and the panel says meanwhile that it waits.
 */
const TIMEOUT_MS = 15_000;

/** Sends and answers whatever came, as long as it is not a failure: 2xx or 304. */
export const exchange = async (door: Door, request: ErpRequest): Promise<HttpAnswer> => {
  const answer = await transport(door, request);
  const failure = statusFailure(answer, door.now());
  if (failure !== null) throw new FailureError(failure);
  return answer;
};

/** Sends and answers the body, proven by its schema. */
export const ask = async <T>(door: Door, request: ErpRequest, schema: z.ZodType<T>): Promise<T> =>
  provenBody(await exchange(door, request), schema);

/** Sends and answers whatever came, a refusal included. */
export const transport = async (door: Door, request: ErpRequest): Promise<HttpAnswer> => {
  try {
    return await door.call({
      method: request.method,
      url: urlOf(door.address, request),
      headers: {
        Accept: 'application/json, application/problem+json',
        Authorization: `Bearer ${door.token}`,
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(door.syncId === undefined ? {} : { 'X-Sync-Id': door.syncId }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      timeoutMs: TIMEOUT_MS,
      serverForbidsStoring: true,
      signal: request.signal,
    });
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new FailureError(transportFailure(error, 'erp'), { cause: error });
  }
};

const urlOf = (address: string, { path, query = {} }: ErpRequest): string => {
  const url = new URL(`${address}/api/crm/${path}`);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
  return url.href;
};
