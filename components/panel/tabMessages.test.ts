import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onTabMessage } from './tabMessages.ts';

const arrive = async (message: unknown) => {
  const sender = { id: fakeBrowser.runtime.id };
  return Promise.all(await fakeBrowser.runtime.onMessage.trigger(message, sender, () => undefined));
};

describe("the worker's messages to a tab", () => {
  it('are passed on by name; others are left alone, and nobody is answered', async () => {
    const heard = vi.fn();
    const stop = onTabMessage(heard);
    await arrive({ name: 'panel.toggle' });
    await arrive({ name: 'record.view', request: {} });
    await arrive('panel.toggle');
    await arrive(null);
    expect(heard.mock.calls).toEqual([[{ name: 'panel.toggle' }]]);
    stop();
    await arrive({ name: 'panel.toggle' });
    expect(heard).toHaveBeenCalledOnce();
  });
});
