import { browser } from 'wxt/browser';
import * as z from 'zod';
import { erpObject } from '../erp/api/erpFields.ts';
import { crmSystem, type RecordRef, recordRef } from '../erp/api/record.ts';
import { brakeQuestion } from '../erp/api/sync/brake.ts';
import { conflictView } from '../erp/api/sync/conflicts.ts';
import type { TabMessage } from '../messaging/protocol.ts';
import type { Sender } from '../messaging/sender.ts';
import type { Proposal } from '../messaging/syncMessages.ts';
import { orStorageFailure } from '../store/orStorageFailure.ts';
import { tellTab } from './crmTabs.ts';

/** What a yes writes. What is undone is named by its own id, and a link by the revision that was shown. */
const ticketWrite = z.discriminatedUnion('change', [
  z.object({ change: z.literal('link') }),
  z.object({ change: z.literal('unlink'), link: z.string(), rev: z.number() }),
  z.object({ change: z.literal('neverLink') }),
  z.object({ change: z.literal('allowLink'), never: z.string() }),
  z.object({ change: z.literal('linkDeal') }),
  z.object({ change: z.literal('unlinkDeal'), link: z.string(), rev: z.number() }),
]);
export type TicketWrite = z.infer<typeof ticketWrite>;

const linkWrite = z.object({
  kind: z.literal('link'),
  write: ticketWrite,
  /** The record page that proposed it: an opportunity that is linked itself, or a record whose company is. */
  page: recordRef,
  company: recordRef,
  host: z.string(),
  /** Of what is linked; null = not told. */
  recordName: z.string().nullable(),
  customer: z.object({ id: z.string(), name: z.string() }),
  erp: z.string(),
});
export type LinkWrite = z.infer<typeof linkWrite>;

/** What is linked: the opportunity of the page, or the company of the page. */
export const linkedRecord = ({ write: { change }, page, company }: LinkWrite): RecordRef =>
  change === 'linkDeal' || change === 'unlinkDeal' ? page : company;

/** Answers to questions, each for the values that were shown. */
const decisions = z.object({
  kind: z.literal('resolve'),
  decisions: z
    .array(z.object({ question: conflictView, choice: z.enum(['crm', 'erp', 'seen']) }))
    .min(1)
    .readonly(),
});
export type Decisions = z.infer<typeof decisions>;

/** A run that the brake stopped is to go on. */
const approval = z.object({
  kind: z.literal('brake'),
  question: brakeQuestion,
  system: crmSystem.nullable(),
  org: z.string().nullable(),
  object: z.string(),
  erpObject,
  /** Who looks at it. */
  me: z.string(),
});
export type Approval = z.infer<typeof approval>;

/** Whoever may show and accept a ticket. */
const place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('frame'),
    /** Tab whose page proposed the write: only a confirm frame in the same tab may speak for it. */
    tabId: z.number(),
    /** The first frame that showed it, which alone may accept it; null = not shown yet. */
    frameId: z.number().nullable(),
  }),
  /** Proposed by a page of ours, which no page can frame. */
  z.object({ kind: z.literal('extensionPage') }),
]);
type Place = z.infer<typeof place>;

const ticketSchema = z.object({
  place,
  /** Epoch ms. */
  expiresAt: z.number(),
  /** A yes was given, and nobody knows what became of it: the worker that had it in hand died. */
  isTaken: z.boolean().default(false),
  /** What a yes carries out. */
  content: z.discriminatedUnion('kind', [linkWrite, decisions, approval]),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** Who asks for a ticket; of a CRM page it is known which tab it is in. */
type Proposer = Extract<Sender, { kind: 'crmPage' | 'extensionPage' }>;
type Holder = Extract<Sender, { kind: 'confirmFrame' | 'extensionPage' }>;

/** Long enough to read and decide, too short to be forgotten in an open tab. */
const LIFE_MS = 2 * 60_000;
const PREFIX = 'ticket.';

/**
 * Proposed writes that wait for a person. A ticket's name is 128 random bits, it works in its own tab, in the first frame that shows it, for two minutes,
 * once: a page that got hold of the frame's address cannot show it a second time in a frame that it arranges.
 * Kept in `storage.session`: the worker may be stopped between the proposal and the click, and between the click and its answer.
 */
export interface Tickets {
  issue(content: Ticket['content'], proposer: Proposer): Promise<string>;
  /** null = unknown, expired, used, another tab's or another frame's: a frame cannot tell which. */
  read(id: string, holder: Holder): Promise<Ticket | null>;
  /** Has it in hand: of two at once, one gets null. Where this worker dies, its next one may take it again, as `isTaken`. */
  take(id: string, holder: Holder): Promise<Ticket | null>;
  /** It is used up. */
  spend(id: string): Promise<void>;
  /** After a write that failed: the person may try again, until the ticket expires. */
  giveBack(id: string, ticket: Ticket): Promise<void>;
}

export const tickets = (now: () => number): Tickets => {
  const find = async (id: string, holder: Holder): Promise<Ticket | null> => {
    const key = PREFIX + id;
    const ticket = ticketSchema.safeParse((await browser.storage.session.get(key))[key]).data;
    if (ticket === undefined || ticket.expiresAt <= now()) return null;
    const held = heldBy(ticket.place, holder);
    return held === null ? null : { ...ticket, place: held };
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

  /** As long as the worker lives. */
  const inHand = new Set<string>();

  return {
    read: (id, holder) =>
      inTurn(async () => {
        const ticket = await find(id, holder);
        if (ticket !== null) await keep(id, ticket);
        return ticket;
      }),
    issue: async (content, proposer) => {
      await dropExpired(now());
      const id = [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
      const waits: Place =
        proposer.kind === 'crmPage'
          ? { kind: 'frame', tabId: proposer.tabId, frameId: null }
          : { kind: 'extensionPage' };
      await keep(id, { content, place: waits, expiresAt: now() + LIFE_MS, isTaken: false });
      return id;
    },
    take: (id, holder) =>
      inTurn(async () => {
        const ticket = inHand.has(id) ? null : await find(id, holder);
        if (ticket === null) return null;
        await keep(id, { ...ticket, isTaken: true });
        inHand.add(id);
        return ticket;
      }),
    spend: async (id) => {
      await browser.storage.session.remove(PREFIX + id);
      inHand.delete(id);
    },
    giveBack: async (id, ticket) => {
      await keep(id, ticket);
      inHand.delete(id);
    },
  };
};

/** The ticket's place with this holder in it; null = it is another's. */
const heldBy = (place: Place, holder: Holder): Place | null => {
  if (place.kind === 'extensionPage') return holder.kind === 'extensionPage' ? place : null;
  if (holder.kind !== 'confirmFrame' || holder.tabId !== place.tabId) return null;
  return place.frameId === null || place.frameId === holder.frameId
    ? { ...place, frameId: holder.frameId }
    : null;
};

/** The panel that framed the ticket; a page of ours has its answer already. */
export const tellProposer = async ({ place }: Ticket, message: TabMessage): Promise<void> => {
  if (place.kind === 'frame') await tellTab(place.tabId, message);
};

/** The worker's getURL gives the address of this session (`use_dynamic_url`): the page cannot know it beforehand. */
export const proposal = (ticket: string): Proposal => ({
  ticket,
  frameUrl: `${browser.runtime.getURL('/confirm.html')}#ticket=${ticket}`,
});

const dropExpired = async (now: number): Promise<void> => {
  const stored = Object.entries(await browser.storage.session.get());
  const over = stored.filter(
    ([key, value]) =>
      key.startsWith(PREFIX) && !(Number(ticketSchema.safeParse(value).data?.expiresAt) > now),
  );
  if (over.length > 0) await browser.storage.session.remove(over.map(([key]) => key));
};
