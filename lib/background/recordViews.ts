import type { RecordPage } from '../crm/port.ts';
import type { RecordRef } from '../erp/api/record.ts';
import { recordKey } from '../erp/api/recordKey.ts';
import { FailureError } from '../failure.ts';
import type { Dated, PanelView } from '../messaging/protocol.ts';
import type { CachedView } from '../store/cachedView.ts';
import type { ReadCache } from '../store/readCache.ts';
import { chosenCompany, contextOf } from './contextOf.ts';
import type { CrmSessions } from './crmSessions.ts';
import type { ErpSession } from './erpSession.ts';
import { sharedCalls } from './sharedCalls.ts';

/** What record pages show: first what is known, then what the ERP API vouches for. */
export interface RecordViews {
  cached(page: RecordPage): Promise<Dated<PanelView> | null>;
  /** `company`: id of the one that a person chose among the record's; without it the main one. */
  fresh(page: RecordPage, signal: AbortSignal, company?: string): Promise<Dated<PanelView>>;
}

interface Parts {
  readonly erp: ErpSession;
  readonly crm: Pick<CrmSessions, 'reader'>;
  readonly cache: ReadCache;
  readonly now: () => number;
}

export const recordViews = (parts: Parts): RecordViews => {
  const { erp, cache } = parts;
  const shared = sharedCalls<Dated<PanelView>>();
  return {
    cached: async ({ record }) => {
      const known = await cache.read(record);
      // Whether the role allows linking is not asked for here: that could mean the network.
      return known === null ? null : toPanel(known, false);
    },
    // Shared within one sign-in: whoever asks after another person has connected joins no question of the one before.
    fresh: (page, signal, chosen) =>
      shared(`${recordKey(page.record)} ${chosen ?? ''} ${cache.epoch()}`, signal, async (whileWanted) => {
        const [view, canLink] = await Promise.all([
          revalidate(page, chosen, parts, whileWanted),
          mayLink(erp, whileWanted),
        ]);
        const hasCompany = page.kind === 'account' || view.via !== null;
        return toPanel(view, canLink && hasCompany);
      }),
  };
};

const revalidate = async (
  page: RecordPage,
  chosen: string | undefined,
  { erp, crm, cache, now }: Parts,
  signal: AbortSignal,
): Promise<CachedView> => {
  const context = await contextOf(page, crm, signal);
  const company = chosenCompany(context, chosen)?.record ?? null;
  if (company === null) return withoutCompany(page.record, now());
  // What is kept is the record as it first shows: a choice lasts as long as the visit.
  const known = chosen === undefined ? await cache.read(page.record) : null;
  const held = known !== null && isSame(known.view.record, company) ? known : null;
  const epoch = cache.epoch();
  const deal = context.deal === null ? null : { opportunity: page.record, ...context.deal };
  const answer = await erp.use((client) => client.recordView(company, held?.etag ?? null, signal, deal));
  const belongs =
    page.kind === 'account'
      ? { via: null, companies: [] }
      : { via: company, companies: [...context.companies] };
  const view = answer.unchanged
    ? { ...stillTrue(held, answer.fetchedAt), ...belongs }
    : { view: answer.value, ...belongs, etag: answer.etag, fetchedAt: answer.fetchedAt };
  // An answer about another record must never be painted, whoever mixed them up.
  if (!isSame(view.view.record, company)) throw new FailureError({ code: 'erp.badAnswer', detail: 'record' });
  if (chosen === undefined) await cache.write(page.record, view, epoch);
  return view;
};

const stillTrue = (held: CachedView | null, fetchedAt: number): CachedView => {
  if (held === null) throw new FailureError({ code: 'erp.badAnswer', status: 304 });
  return { ...held, fetchedAt };
};

const withoutCompany = (record: RecordRef, fetchedAt: number): CachedView => ({
  view: { record, links: [], customers: [], neverLinks: [], lookalikes: [], dealLinks: [] },
  via: null,
  companies: [],
  etag: null,
  fetchedAt,
});

// Not to know the role hides a button; it must not hide the figures.
const mayLink = async (erp: ErpSession, signal: AbortSignal): Promise<boolean> => {
  try {
    return await erp.may('link', signal);
  } catch (error) {
    if (error instanceof FailureError) return false;
    throw error;
  }
};

const toPanel = ({ view, via, companies, fetchedAt }: CachedView, canLink: boolean): Dated<PanelView> => ({
  value: { view, via, companies, canLink },
  fetchedAt,
});

const isSame = (one: RecordRef, other: RecordRef): boolean => recordKey(one) === recordKey(other);
