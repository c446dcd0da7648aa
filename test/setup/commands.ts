import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type CommandEdge, exitStatus } from '../../lib/erp/server/cli/command.ts';
import { erp } from '../../lib/erp/server/cli/erp.ts';
import { seed } from '../../lib/erp/server/cli/seedBooks.ts';

const COMMANDS = { erp, seed };

export interface Ran {
  readonly status: number;
  /** Lines on stdout. */
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
  /** Errors that nobody foresaw. */
  readonly reports: readonly unknown[];
}

/** A command in this process. */
export const run = async (
  command: keyof typeof COMMANDS,
  args: readonly string[],
  variables: CommandEdge['variables'],
): Promise<Ran> => {
  const lines: string[] = [];
  const complaints: string[] = [];
  const reports: unknown[] = [];
  const status = await exitStatus(
    {
      args,
      variables,
      now: () => new Date(),
      print: (line) => lines.push(line),
      complain: (line) => complaints.push(line),
      report: (error) => reports.push(error),
      ended: async () => undefined,
    },
    COMMANDS[command],
  );
  return { status, lines, complaints, reports };
};

/** A server in a process of its own, as an operating system runs it. */
export interface Spawned {
  readonly url: string;
  readonly child: ChildProcess;
  /** @returns exit code and signal, with everything that was printed. */
  end(
    signal: NodeJS.Signals,
  ): Promise<{ code: number | null; signal: string | null; out: string[]; log: string }>;
}

const { NODE_COMPILE_CACHE } = process.env;
/** Lets a process take over what another one has compiled, where the test run keeps it. */
export const COMPILED: Readonly<Record<string, string>> =
  NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };

const MAIN = fileURLToPath(new URL('../../lib/erp/server/cli/main.ts', import.meta.url));

/** Runs a server's script; it is up when it has printed its first line. */
export const spawnServer = async (
  script: string,
  variables: Readonly<Record<string, string>>,
): Promise<Spawned> => {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, ...COMPILED, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = text(child.stderr);
  const out: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => out.push(line));
  const exited = once(child, 'exit');
  await Promise.race([
    once(lines, 'line'),
    exited.then(async () => {
      throw new Error(`The server ended: ${await log}`);
    }),
  ]);
  return {
    url: (JSON.parse(out[0] ?? '') as { url: string }).url,
    child,
    async end(signal) {
      child.kill(signal);
      const [code, by] = (await exited) as [number | null, string | null];
      return { code, signal: by, out, log: await log };
    },
  };
};

export const spawnErp = (variables: Readonly<Record<string, string>>): Promise<Spawned> =>
  spawnServer(MAIN, variables);
