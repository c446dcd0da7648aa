// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../lib/failure.ts';
import { customerSample, NOW, pageOf, viewOf } from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

const PAGE = pageOf('001A');
const OTHER = pageOf('001B');
const linkedPort = () => {
  const port = fakePort(PAGE);
  port.answer('record.view', ({ page }) => viewOf(page.record, [customerSample()]));
  return port;
};
let unmount: () => void = () => undefined;
const open = async (port: FakePort) => {
  const opened = await openPanel(port);
  unmount = () => act(() => opened.unmount());
  return opened;
};
const withSearch = async () => {
  const port = fakePort(PAGE);
  port.answer('record.view', ({ page }) => viewOf(page.record, []));
  port.answer('record.suggestions', () => ({ isPerson: false, suggestions: [] }));
  const opened = await open(port);
  return { ...opened, mount: opened.surface };
};
const hosts = () => document.querySelectorAll('[data-ledgerside]');

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  unmount();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the panel's place in the page", () => {
  it('is a closed shadow root on the root element, outside the body', async () => {
    const { element } = await open(linkedPort());
    expect(element.parentElement).toBe(document.documentElement);
    expect(element.shadowRoot).toBeNull();
    expect(document.body.textContent).not.toContain('€');
  });

  it('is taken over from an older copy', async () => {
    const older = document.createElement('div');
    older.setAttribute('data-ledgerside', '');
    document.documentElement.append(older);
    await open(linkedPort());
    expect(hosts()).toHaveLength(1);
  });

  it('is taken back once per navigation from a page that removes it, and no more', async () => {
    const port = linkedPort();
    const { element } = await open(port);
    const removeAndWait = async () => {
      element.remove();
      await settle();
      return element.isConnected;
    };
    expect(await removeAndWait()).toBe(true);
    expect(await removeAndWait()).toBe(false);
    await act(async () => port.goTo(OTHER));
    expect(element.isConnected).toBe(true);
    expect(await removeAndWait()).toBe(false);
  });

  it('is taken back from a page that puts it somewhere else', async () => {
    const { element } = await open(linkedPort());
    document.body.append(element);
    await settle();
    expect(element.parentElement).toBe(document.documentElement);
  });

  it('is no custom element, which the page could define and look into', async () => {
    const { element, shadow } = await open(linkedPort());
    expect(element.localName).toBe('div');
    // `window.find` skips what an <object> holds.
    expect(shadow.firstElementChild?.localName).toBe('object');
  });

  it('stands in an <object> that is told to be disabled, and says itself that it is not', async () => {
    const { shadow } = await open(linkedPort());
    expect(shadow.querySelector('object > [aria-disabled="false"] .panel')).not.toBeNull();
  });

  it('is not given up because the page says that a newer copy is there', async () => {
    const port = linkedPort();
    const { element } = await open(port);
    const tell = () => act(async () => void element.dispatchEvent(new Event('ledgerside-replaced')));
    await tell();
    expect(element.isConnected).toBe(true);
    port.die();
    await tell();
    expect(element.isConnected).toBe(false);
  });

  it('is left without a trace', async () => {
    const { element, unmount: close } = await openPanel(linkedPort());
    act(close);
    await settle();
    expect(element.isConnected).toBe(false);
    expect(hosts()).toHaveLength(0);
  });

  it('asks nothing any more once it is gone', async () => {
    const port = linkedPort();
    const { unmount: close } = await openPanel(port);
    act(close);
    const before = port.asked.length;
    window.dispatchEvent(new Event('focus'));
    port.goTo(OTHER);
    await act(() => vi.advanceTimersByTimeAsync(200_000));
    expect(port.asked).toHaveLength(before);
  });
});

describe('an extension that was updated under the page', () => {
  const NOTICE = 'Ledgerside was updated or turned off. Reload this page.';

  it.each([
    ['when the window is looked at', () => fireEvent.focus(window)],
    ['when the tab is shown', () => fireEvent(document, new Event('visibilitychange'))],
  ])('leaves one calm notice %s', async (_, look) => {
    const port = linkedPort();
    const { surface, panel } = await open(port);
    port.die();
    look();
    await settle();
    expect(surface.textContent).toContain(NOTICE);
    expect(surface.textContent).not.toContain('€');
    expect(panel.getByRole('status').getAttribute('data-code')).toBe('extension.updated');
    fireEvent.click(panel.getByRole('button', { name: 'Reload' }));
    expect(port.reloads).toBe(1);
  });

  it('leaves it on the next navigation', async () => {
    const port = linkedPort();
    const { surface } = await open(port);
    port.die();
    await act(async () => port.goTo(OTHER));
    expect(surface.textContent).toContain(NOTICE);
  });

  it('leaves it when a question finds nobody to answer', async () => {
    const port = linkedPort();
    port.answer('record.view', failing({ code: 'extension.updated' }));
    const { surface } = await open(port);
    expect(surface.textContent).toContain(NOTICE);
    expect(surface.textContent?.split(NOTICE)).toHaveLength(2);
  });

  it('can still say so when no message can be looked up any more', async () => {
    const port = linkedPort();
    const { surface } = await open(port);
    const { browser } = await import('wxt/browser');
    vi.spyOn(browser.i18n, 'getMessage').mockImplementation(() => {
      throw new Error('Extension context invalidated.');
    });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    port.die();
    await act(() => vi.advanceTimersByTimeAsync(11_000)); // the age ticks, and cannot be worded
    expect(surface.textContent).toContain(NOTICE);
  });

  it('can be closed', async () => {
    const port = linkedPort();
    const { panel, element } = await open(port);
    port.die();
    fireEvent.focus(window);
    await settle();
    await act(async () => fireEvent.click(panel.getByRole('button', { name: 'Close' })));
    expect(element.isConnected).toBe(false);
  });
});

describe('a fault in drawing', () => {
  it('is said in words, and another try may succeed', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const port = linkedPort();
    const broken = viewOf(PAGE.record, [customerSample()]);
    Object.assign(broken.value.view.customers[0] ?? {}, { figures: null });
    port.answer('record.view', () => broken);
    const { panel, surface } = await open(port);
    expect(panel.getByText('Something went wrong. Try again.')).toBeTruthy();
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
    fireEvent.click(panel.getByRole('button', { name: 'Retry' }));
    await settle();
    expect(surface.textContent).toContain('Something went wrong');
  });
});

describe('typing in the panel', () => {
  /** An event as the browser makes it; a script's has `isTrusted: false`. */
  const trusted = <E extends Event>(target: Element, event: E): E => {
    Object.defineProperty(event, 'isTrusted', { value: true });
    target.dispatchEvent(event);
    return event;
  };
  const typed = (target: Element, init: KeyboardEventInit) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, composed: true, ...init });
    return trusted(target, event);
  };

  it("reaches neither the page's capturing nor its bubbling shortcuts", async () => {
    const { element } = await open(linkedPort());
    const heard = vi.fn();
    document.addEventListener('keydown', heard, { capture: true });
    document.addEventListener('keydown', heard);
    typed(element, { key: 's' });
    expect(heard).not.toHaveBeenCalled();
    typed(document.body, { key: 's' });
    expect(heard).toHaveBeenCalledTimes(2);
    document.removeEventListener('keydown', heard, { capture: true });
    document.removeEventListener('keydown', heard);
  });

  it('works in the panel all the same: Escape closes it, and the page does not act on it', async () => {
    const { element, panel, shadow } = await open(linkedPort());
    await act(async () => panel.getByRole('button', { name: 'Refresh' }).focus());
    expect(shadow.activeElement).not.toBeNull();
    let event: KeyboardEvent | null = null;
    await act(async () => {
      event = typed(element, { key: 'Escape' });
    });
    await settle();
    expect(panel.queryByRole('button', { name: 'Refresh' })).toBeNull();
    expect((event as KeyboardEvent | null)?.defaultPrevented).toBe(true);
  });

  it.each(['input', 'beforeinput', 'compositionupdate', 'paste', 'copy', 'cut', 'dragstart'])(
    'tells the page no letter of it by %s',
    async (type) => {
      const { element } = await open(linkedPort());
      const heard = vi.fn();
      window.addEventListener(type, heard, { capture: true });
      trusted(element, new Event(type, { bubbles: true, composed: true }));
      expect(heard).not.toHaveBeenCalled();
      window.removeEventListener(type, heard, { capture: true });
    },
  );

  it('arrives in the field that has the focus', async () => {
    const { element, panel, mount } = await withSearch();
    const field = panel.getByRole('searchbox');
    field.focus();
    const heard = vi.fn();
    mount.addEventListener('input', heard);
    trusted(element, new Event('input', { bubbles: true, composed: true }));
    expect(heard).toHaveBeenCalledOnce();
    expect(heard.mock.lastCall?.[0].target).toBe(field);
  });

  it('cannot be faked: a key of a script does nothing', async () => {
    const { element, panel } = await open(linkedPort());
    await act(async () => panel.getByRole('button', { name: 'Refresh' }).focus());
    await act(
      async () => void element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    );
    await settle();
    expect(panel.getByRole('button', { name: 'Refresh' })).toBeTruthy();
  });

  it('is typing: a plain key keeps its own action', async () => {
    const { element } = await open(linkedPort());
    expect(typed(element, { key: 'a' }).defaultPrevented).toBe(false);
  });
});

describe('a failure of another kind', () => {
  it('is still told to whoever asked', async () => {
    const port = linkedPort();
    port.answer('record.view', () => {
      throw new FailureError({ code: 'erp.invalid', status: 422 });
    });
    const { panel } = await open(port);
    expect(panel.getByText('Validation failed. Check field mapping.')).toBeTruthy();
  });
});
