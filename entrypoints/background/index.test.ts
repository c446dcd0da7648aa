import { expect, test, vi } from 'vitest';
import background from './index.ts';

const { startWorker } = vi.hoisted(() => ({ startWorker: vi.fn() }));
vi.mock('../../lib/background/start.ts', () => ({ startWorker }));

test('the worker starts under its own origin, at once', () => {
  vi.stubGlobal('location', { origin: 'chrome-extension://ourselves' });
  background.main();
  expect(startWorker).toHaveBeenCalledWith('chrome-extension://ourselves');
  vi.unstubAllGlobals();
});
