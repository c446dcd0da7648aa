import { browser } from 'wxt/browser';
import * as z from 'zod';
import { recordRef } from '../erp/api/record.ts';
import { orStorageFailure } from '../store/orStorageFailure.ts';

/** What a yes writes. What is undone is named by its own id, and a link by the revision that was shown. */
const ticketWrite = z.discriminatedUnion('change', [
  z.object({ change: z.literal('link') }),
  z.object({ change: z.literal('unlink'), link: z.string(), rev: z.number() }),
  z.object({ change: z.literal('neverLink') }),
  z.object({ change: z.literal('allowLink'), never: z.string() }),
]);
export type TicketWrite = z.infer<typeof ticketWrite>;

const ticketSchema = z.object({
  write: ticketWrite,
  /** Tab whose page proposed the write: only a confirm frame in the same tab may speak for it. */
  tabId: z.number(),
  /** The first frame that showed it, which alone may accept it; null = not shown yet. */
  frameId: z.number().nullable(),
  /** Epoch ms. */
  expiresAt: z.number(),
  /** The record page that proposed it; its company is what gets linked. */
  page: recordRef,
  company: recordRef,
  host: z.string(),
  companyName: z.string().nullable(),
  customer: z.object({ id: z.string(), name: z.string() }),
  erp: z.string(),
});
export type Ticket = z.infer<typeof ticketSchema>;

interface Frame {
  readonly tabId: number;
  readonly frameId: number;
}

/** Long enough to read and decide, too short to be forgotten in an open tab. */
const LIFE_MS = 2 * 60_000;
const PREFIX = 'ticket.';

/**
 * Proposed writes that wait for a person. A ticket's name is 128 random bits, it works in its own tab, in the first frame that shows it, for two minutes,
 * once: a page that got hold of the frame's address cannot show it a second time in a frame that it arranges.
 * Kept in `storage.session`: the worker may be stopped between the proposal and the click.
 */
export interface Tickets {
  issue(ticket: Omit<Ticket, 'expiresAt' | 'frameId'>): Promise<string>;
  /** null = unknown, expired, used, another tab's or another frame's: a frame cannot tell which. */
  read(id: string, frame: Frame): Promise<Ticket | null>;
  /** Reads and uses it up: of two at once, one gets null. */
  take(id: string, frame: Frame): Promise<Ticket | null>;
  /** After a write that failed: the person may try again, until the ticket expires. */
  giveBack(id: string, ticket: Ticket): Promise<void>;
}

export const tickets = (now: () => number): Tickets => {
  const find = async (id: string, { tabId, frameId }: Frame): Promise<Ticket | null> => {
    const place = PREFIX + id;
    const ticket = ticketSchema.safeParse((await browser.storage.session.get(place))[place]).data;
    if (ticket === undefined || ticket.tabId !== tabId || ticket.expiresAt <= now()) return null;
    return ticket.frameId === null || ticket.frameId === frameId ? { ...ticket, frameId } : null;
  };
  const keep = (id: string, ticket: Ticket): Promise<void> =>
    orStorageFailure(() => browser.storage.session.set({ [PREFIX + id]: ticket }));

  // storage.session knows no transaction; one worker serves the extension, so a queue in it is one.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  return {
    read: (id, frame) =>
      inTurn(async () => {
        const ticket = await find(id, frame);
        if (ticket !== null) await keep(id, ticket);
        return ticket;
      }),
    issue: async (ticket) => {
      await dropExpired(now());
      const id = [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
      await keep(id, { ...ticket, frameId: null, expiresAt: now() + LIFE_MS });
      return id;
    },
    take: (id, frame) =>
      inTurn(async () => {
        const ticket = await find(id, frame);
        if (ticket !== null) await browser.storage.session.remove(PREFIX + id);
        return ticket;
      }),
    giveBack: keep,
  };
};

const dropExpired = async (now: number): Promise<void> => {
  const stored = Object.entries(await browser.storage.session.get());
  const over = stored.filter(
    ([place, value]) =>
      place.startsWith(PREFIX) && !(Number(ticketSchema.safeParse(value).data?.expiresAt) > now),
  );
  if (over.length > 0) await browser.storage.session.remove(over.map(([place]) => place));
};
