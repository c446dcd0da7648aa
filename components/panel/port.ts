import { createContext, useContext } from 'react';
import type { PageState } from '../../lib/messaging/pageState.ts';
import type { Answer, MessageName, Request, TabMessage } from '../../lib/messaging/protocol.ts';

/** Everything the panel needs from outside. The entrypoint fills it; components never reach for the browser themselves. */
export interface PanelPort {
  /** Throws a `FailureError`. An abort settles it at once and tells the worker to drop the question. */
  send<N extends MessageName>(name: N, request: Request<N>, signal?: AbortSignal): Promise<Answer<N>>;
  readonly pageState: Pick<PageState, 'current' | 'subscribe'>;
  /** Calls back for each message of the worker to this tab; answers how to stop. */
  onTabMessage(listener: (message: TabMessage) => void): () => void;
  /** False once the extension was updated or removed under this page. */
  isAlive(): boolean;
  reloadPage(): void;
}

const PortContext = createContext<PanelPort | null>(null);

export const PortProvider = PortContext.Provider;

export const usePort = (): PanelPort => {
  const port = useContext(PortContext);
  if (port === null) throw new Error('The panel was rendered without its port. Wrap it in PortProvider.');
  return port;
};
