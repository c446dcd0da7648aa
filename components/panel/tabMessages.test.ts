import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onTabMessage } from './tabMessages.ts';

/** Answers what the listeners answered: undefined leaves a message to others. */
const arrive = (message: unknown) =>
  fakeBrowser.runtime.onMessage.trigger(message, { id: fakeBrowser.runtime.id }, () => undefined);

describe("the worker's messages to a tab", () => {
  it('are passed on by name; others are left alone, and nobody is answered', async () => {
    const heard = vi.fn();
    const stop = onTabMessage(heard);
    expect(await arrive({ name: 'panel.toggle' })).toEqual([undefined]);
    expect(await arrive({ name: 'record.view', request: {} })).toEqual([undefined]);
    expect(await arrive('panel.toggle')).toEqual([undefined]);
    expect(await arrive(null)).toEqual([undefined]);
    expect(heard.mock.calls).toEqual([[{ name: 'panel.toggle' }]]);
    stop();
    expect(await arrive({ name: 'panel.toggle' })).toEqual([]);
    expect(heard).toHaveBeenCalledOnce();
  });
});
