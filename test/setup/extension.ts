import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import catalogue from '../../public/_locales/en/messages.json' with { type: 'json' };

// fakeBrowser has neither message catalogue nor storage access levels; both answer here as Chromium does.
const messages: Record<string, { message: string } | undefined> = catalogue;

beforeEach(() => {
  fakeBrowser.reset();
  fakeBrowser.i18n.getMessage = vi.fn((key: string, substitutions?: string | string[]) => {
    const values = substitutions === undefined ? [] : [substitutions].flat();
    return (messages[key]?.message ?? '').replace(
      /\$(\d)/g,
      (_, digit: string) => values[Number(digit) - 1] ?? '',
    );
  }) as typeof fakeBrowser.i18n.getMessage;
});

// happy-dom lays nothing out, so there is nothing under any point; a test that needs something there says so.
if (typeof document !== 'undefined') document.elementsFromPoint = () => [];
