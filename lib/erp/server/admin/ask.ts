import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { keyFile } from '../keyFile.ts';
import type { HolderKind } from './holder.ts';
import { ADMIN_KEY, bearerOf, isEqual, proofOf } from './key.ts';
import type { AdminOperation, AdminResult } from './operation.ts';
import { socketOf } from './socket.ts';

/** `admin.away`: nobody holds the folder any more, or not yet quite: try again. `admin.refused`: it said no, in words. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
  readonly code: 'admin.away' | 'admin.refused';
  constructor(code: AdminError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const exchange = async (options: RequestOptions, body = ''): Promise<[number, unknown]> => {
  const sent = request({ agent: false, ...options });
  sent.end(body);
  try {
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return [response.statusCode ?? 0, await json(response)];
  } catch (cause) {
    throw new AdminError('admin.away', 'The process that held the data folder is gone.', { cause });
  }
};

const introduction = z.object({ proof: z.string(), kind: z.enum(['server', 'command']) });
const refusal = z.object({ error: z.string() });

/**
 * Who holds a data folder. The holder shows that it has the folder's key: anyone on the machine could be listening under that name.
 * @throws {AdminError}
 */
export const holderOf = async (folder: string): Promise<HolderKind> => {
  const key = await keyFile(folder, ADMIN_KEY);
  const nonce = randomBytes(16).toString('base64url');
  const socketPath = await socketOf(folder);
  const [, shown] = await exchange({ socketPath, method: 'GET', headers: { 'X-Nonce': nonce } });
  const { data } = introduction.safeParse(shown);
  if (data === undefined || !isEqual(data.proof, proofOf(key, nonce))) {
    throw new AdminError(
      'admin.refused',
      'Another program listens in the place of this data folder’s server.',
    );
  }
  return data.kind;
};

/**
 * Has the process that holds a data folder do something; it is told the key only once it has shown that it knows it.
 * @throws {AdminError}
 */
export const askHolder = async (folder: string, operation: AdminOperation): Promise<AdminResult> => {
  await holderOf(folder);
  const key = await keyFile(folder, ADMIN_KEY);
  const [status, answer] = await exchange(
    { socketPath: await socketOf(folder), method: 'POST', headers: { Authorization: bearerOf(key) } },
    JSON.stringify(operation),
  );
  if (status === 200) return z.record(z.string(), z.unknown()).parse(answer);
  const { error } = refusal.parse(answer);
  throw new AdminError(status === 503 ? 'admin.away' : 'admin.refused', error);
};
