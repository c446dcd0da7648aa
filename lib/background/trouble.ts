import { browser } from 'wxt/browser';
import * as z from 'zod';
import type { CrmSystem } from '../erp/api/record.ts';
import { FAILURE_CODES, type Failure } from '../failure.ts';

/** The ERP API, or one org of a CRM. */
type ConnectionName = 'erp' | `${CrmSystem} ${string}`;

const place = (name: ConnectionName): string => `trouble.${name}`;
const troubleSchema = z.object({ code: z.enum(FAILURE_CODES) });

/** The last thing that made a connection useless until somebody acts (an expired login), for Options and the popup to show. */
export const noteTrouble = async (name: ConnectionName, { code }: Failure): Promise<void> => {
  try {
    await browser.storage.session.set({ [place(name)]: { code } });
  } catch {
    // The browser has no room for the note. The failure itself is on its way to the person, and must not be hidden by this one.
  }
};

export const forgetTrouble = (name: ConnectionName): Promise<void> =>
  browser.storage.session.remove(place(name));

export const readTrouble = async (name: ConnectionName): Promise<Failure | null> =>
  troubleSchema.safeParse((await browser.storage.session.get(place(name)))[place(name)]).data ?? null;
