import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/**
 * The wire between browser and ERP API, for bad days: bytes pass untouched (TLS and all) until it is told to hold the answers back
 * or to cut the line.
 */
export interface Wire {
  readonly port: number;
  /** Questions still arrive, answers wait until `flow`. */
  hold(): void;
  /** Every connection breaks and new ones are refused until `flow`. */
  cut(): void;
  flow(): void;
  /** What is connected breaks; from now on the line ends at this loopback port. null = where it ended at first. */
  via(port: number | null): void;
  close(): Promise<void>;
}

/** `asked` is told of every piece that the browser sends. */
export const openWire = async (target: () => number, asked: () => void = () => undefined): Promise<Wire> => {
  let state: 'flowing' | 'held' | 'cut' = 'flowing';
  let release: (() => void)[] = [];
  let detour: number | null = null;
  const sockets = new Set<Socket>();
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A broken line is what this is for; the other end learns of it by its own close.
    socket.on('error', () => socket.destroy());
  };
  /** Lets bytes through in their order, or keeps the next ones until the wire flows again. */
  const gate = (): Transform =>
    new Transform({
      transform(chunk, _encoding, pass) {
        if (state === 'held') release.push(() => pass(null, chunk));
        else pass(null, chunk);
      },
    });
  const server = createServer((browser) => {
    if (state === 'cut') {
      browser.destroy();
      return;
    }
    const erp = connect(detour ?? target(), '127.0.0.1');
    track(browser);
    track(erp);
    erp.once('close', () => browser.destroy());
    browser.once('close', () => erp.destroy());
    browser.on('data', asked);
    browser.pipe(erp);
    erp.pipe(gate()).pipe(browser);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hold() {
      state = 'held';
    },
    cut() {
      state = 'cut';
      breakAll();
    },
    flow() {
      state = 'flowing';
      const waiting = release;
      release = [];
      for (const pass of waiting) pass();
    },
    via(port) {
      detour = port;
      breakAll();
    },
    close: () =>
      new Promise((resolve) => {
        breakAll();
        server.close(() => resolve());
      }),
  };
};
