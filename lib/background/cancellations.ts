import type { Sender } from '../messaging/sender.ts';

/**
 * Questions that their asker can take back. A `requestId` counts within its own tab (or our own pages) only, so that no tab
 * can cancel another's.
 */
export interface Cancellations {
  run<T>(sender: Sender, requestId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  cancel(sender: Sender, requestId: string): void;
}

export const cancellations = (): Cancellations => {
  const running = new Map<string, AbortController>();
  const nameOf = ({ kind, tabId }: Sender, requestId: string) => `${kind} ${tabId} ${requestId}`;
  return {
    run: async (sender, requestId, work) => {
      const name = nameOf(sender, requestId);
      const controller = new AbortController();
      running.set(name, controller);
      try {
        return await work(controller.signal);
      } finally {
        if (running.get(name) === controller) running.delete(name);
      }
    },
    cancel: (sender, requestId) => running.get(nameOf(sender, requestId))?.abort(),
  };
};
