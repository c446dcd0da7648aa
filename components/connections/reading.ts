import type { MessageKey } from '../../lib/i18n.ts';

/** What was typed, put in form; or why it cannot be what was asked for. */
export type Reading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: MessageKey };

export const readAs = (value: string): Reading => ({ ok: true, value });
export const refuse = (reason: MessageKey): Reading => ({ ok: false, reason });
