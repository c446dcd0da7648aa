import type { RecordPage } from '../../../lib/crm/port.ts';
import { type Failure, FailureError } from '../../../lib/failure.ts';
import type {
  Answer,
  MessageName,
  PanelPreferences,
  Request,
  TabMessage,
} from '../../../lib/messaging/protocol.ts';
import type { PanelPort } from '../port.ts';

interface Question {
  readonly name: MessageName;
  readonly request: unknown;
  readonly signal: AbortSignal | undefined;
}
type Answers = { [N in MessageName]?: (request: Request<N>) => Answer<N> | Promise<Answer<N>> };

/** A worker, a page and a tab for the panel's tests. What has no answer here never answers. */
export interface FakePort extends PanelPort {
  readonly asked: readonly Question[];
  /** How often a message was sent. */
  count(name: MessageName): number;
  answer<N extends MessageName>(name: N, give: (request: Request<N>) => Answer<N> | Promise<Answer<N>>): void;
  goTo(page: RecordPage | null): void;
  tell(message: TabMessage): void;
  /** The extension is replaced or removed under the page. */
  die(): void;
  readonly reloads: number;
}

export const failing = (failure: Failure) => (): never => {
  throw new FailureError(failure);
};

export const fakePort = (page: RecordPage | null, preferences: Partial<PanelPreferences> = {}): FakePort => {
  const asked: Question[] = [];
  const listeners = new Set<(message: TabMessage) => void>();
  const navigations = new Set<() => void>();
  const answers: Answers = {
    'panel.preferences.read': () => ({ open: true, position: null, docked: false, ...preferences }),
    'panel.preferences.write': () => null,
    'record.cached': () => null,
    'options.open': () => null,
  };
  let current = page;
  let isAlive = true;
  let reloads = 0;
  return {
    asked,
    count: (name) => asked.filter((question) => question.name === name).length,
    answer: (name, give) => void Object.assign(answers, { [name]: give }),
    goTo: (next) => {
      current = next;
      for (const listener of navigations) listener();
    },
    tell: (message) => {
      for (const listener of listeners) listener(message);
    },
    die: () => {
      isAlive = false;
    },
    get reloads() {
      return reloads;
    },
    send: async <N extends MessageName>(
      name: N,
      request: Request<N>,
      signal?: AbortSignal,
    ): Promise<Answer<N>> => {
      asked.push({ name, request, signal });
      const give = answers[name];
      return give === undefined ? new Promise<never>(() => {}) : give(request);
    },
    pageState: {
      current: () => current,
      subscribe: (listener) => {
        navigations.add(listener);
        return () => void navigations.delete(listener);
      },
    },
    onTabMessage: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isAlive: () => isAlive,
    reloadPage: () => {
      reloads += 1;
    },
  };
};
