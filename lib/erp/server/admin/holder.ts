import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { BooksError } from '../../sources/embedded/books/problem.ts';
import type { OpenDatabase } from '../database/database.ts';
import { keyFile } from '../keyFile.ts';
import { ADMIN_KEY, bearerOf, isEqual, proofOf } from './key.ts';
import { adminOperation, perform } from './operation.ts';
import { socketOf } from './socket.ts';

/** Possession of a data folder. PGlite's folder is for one process only, so that process also does what the command line asks. */
export interface Holder {
  /** From here on, commands are done on this database; until then they are asked to come back. */
  serve(database: OpenDatabase): void;
  /** Commands under way are finished first. */
  release(): Promise<void>;
}

const listening = async (server: Server, path: string): Promise<boolean> => {
  server.listen(path);
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
};

/** A socket file outlives a killed process where the system has no better names; nobody answers on it then. */
const isLeftOver = async (path: string): Promise<boolean> => {
  if (path.startsWith('\0') || path.startsWith('\\\\')) return false;
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
};

const listener =
  (key: Buffer, current: () => OpenDatabase | null, now: () => Date): RequestListener =>
  async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    const { 'x-nonce': nonce, authorization } = request.headers;
    if (request.method === 'GET') return answer(200, { proof: proofOf(key, String(nonce)) });
    if (!isEqual(authorization, bearerOf(key)))
      return answer(401, { error: 'The key is not that of this folder.' });
    const database = current();
    if (database === null) return answer(503, { error: 'The server is starting.' });
    try {
      const operation = adminOperation.parse(await json(request));
      return answer(200, await perform(database, operation, now()));
    } catch (error) {
      // Books are refused in words made for the person at the command line; anything else is ours, and short.
      return answer(error instanceof BooksError ? 422 : 500, {
        error: error instanceof Error ? error.message : 'The command failed.',
      });
    }
  };

/** @returns null where another living process holds the folder. */
export const holdFolder = async (folder: string, now: () => Date): Promise<Holder | null> => {
  const path = await socketOf(folder);
  const key = await keyFile(folder, ADMIN_KEY);
  let database: OpenDatabase | null = null;
  const server = createServer(listener(key, () => database, now));
  let isHeld = await listening(server, path);
  if (!isHeld && (await isLeftOver(path))) {
    await rm(path, { force: true });
    isHeld = await listening(server, path);
  }
  if (!isHeld) return null;
  return {
    serve(opened) {
      database = opened;
    },
    async release() {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
};
