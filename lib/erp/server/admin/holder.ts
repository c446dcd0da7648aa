import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';
import { BooksError } from '../../sources/embedded/books/problem.ts';
import type { OpenDatabase } from '../database/database.ts';
import { keyFile } from '../keyFile.ts';
import { EditError } from './editRecord.ts';
import { ADMIN_KEY, bearerOf, isEqual, proofOf } from './key.ts';
import { type AdminResult, adminOperation, perform } from './operation.ts';
import { socketOf } from './socket.ts';

/** Who holds a folder: a server keeps it, a command is gone in a moment. */
export type HolderKind = 'server' | 'command';

/** Possession of a data folder. PGlite's folder is for one process only, so that process also does what the command line asks. */
export interface Holder {
  /** From here on, commands are done on this database; until then they are asked to come back. What nobody foresaw goes to the log. */
  serve(database: OpenDatabase, log: Logger): void;
  /** Takes no more commands; settles when those under way are done and the database may be closed. */
  rest(): Promise<void>;
  /** Last of all: from here on, another process may open the folder. */
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

interface Desk {
  readonly key: Buffer;
  readonly kind: HolderKind;
  /** null = none is served now. */
  perform: ((operation: unknown) => Promise<AdminResult>) | null;
  log: Logger | null;
}

const answerFor = async (
  { method, headers }: IncomingMessage,
  body: string,
  { key, kind, perform, log }: Desk,
): Promise<[number, unknown]> => {
  if (method === 'GET') return [200, { kind, proof: proofOf(key, String(headers['x-nonce'])) }];
  if (!isEqual(headers.authorization, bearerOf(key))) {
    return [401, { error: 'The key is not that of this folder.' }];
  }
  if (perform === null) return [503, { error: 'The data folder is not open yet, or no more.' }];
  try {
    return [200, await perform(JSON.parse(body))];
  } catch (error) {
    if (error instanceof BooksError || error instanceof EditError) return [422, { error: error.message }];
    log?.error({ err: error }, 'command failed');
    return [
      422,
      { error: 'The server that holds the data folder could not do this. Its log has the details.' },
    ];
  }
};

/** @returns null where another living process holds the folder. */
export const holdFolder = async (
  folder: string,
  kind: HolderKind,
  now: () => Date,
): Promise<Holder | null> => {
  const path = await socketOf(folder);
  const desk: Desk = { key: await keyFile(folder, ADMIN_KEY), kind, perform: null, log: null };
  const underWay = new Set<Promise<unknown>>();
  const server = createServer((request, response) => {
    const answered = text(request)
      .then((body) => answerFor(request, body, desk))
      .then(([status, body]) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      })
      // The command hung up in the middle of its sentence: there is nobody to answer.
      .catch(() => response.destroy());
    underWay.add(answered);
    void answered.finally(() => underWay.delete(answered));
  });
  let isHeld = await listening(server, path);
  if (!isHeld && (await isLeftOver(path))) {
    await rm(path, { force: true });
    isHeld = await listening(server, path);
  }
  if (!isHeld) return null;
  return {
    serve(database, log) {
      desk.log = log;
      desk.perform = (operation) => perform(database, adminOperation.parse(operation), now());
    },
    async rest() {
      desk.perform = null;
      await Promise.all(underWay);
    },
    async release() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
};
