import { Agent, request } from 'node:http';

export interface Got {
  readonly status: number;
  readonly bytes: number;
}

/** GETs one after the other over one connection that stays open, each until its last byte. */
export const keepAlive = (origin: string, headers: Readonly<Record<string, string>>) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    get: (path: string): Promise<Got> =>
      new Promise((resolve, reject) => {
        const sent = request(origin + path, { agent, headers }, (answer) => {
          let bytes = 0;
          answer.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
          });
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, bytes }));
          answer.once('error', reject);
        });
        sent.once('error', reject);
        sent.end();
      }),
    close: () => agent.destroy(),
  };
};
