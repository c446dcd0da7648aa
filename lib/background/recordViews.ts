import type { RecordPage } from '../crm/port.ts';
import type { RecordRef } from '../erp/api/record.ts';
import { recordKey } from '../erp/api/recordKey.ts';
import { FailureError } from '../failure.ts';
import type { Dated, PanelView } from '../messaging/protocol.ts';
import type { CachedView } from '../store/cachedView.ts';
import type { ReadCache } from '../store/readCache.ts';
import { companyOf } from './companyOf.ts';
import type { CrmSessions } from './crmSessions.ts';
import type { ErpSession } from './erpSession.ts';
import { sharedCalls } from './sharedCalls.ts';

/** What record pages show: first what is known, then what the ERP API vouches for. */
export interface RecordViews {
  cached(page: RecordPage): Promise<Dated<PanelView> | null>;
  fresh(page: RecordPage, signal: AbortSignal): Promise<Dated<PanelView>>;
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
    fresh: (page, signal) =>
      shared(recordKey(page.record), signal, async (whileWanted) => {
        const [view, canLink] = await Promise.all([
          revalidate(page, parts, whileWanted),
          mayLink(erp, whileWanted),
        ]);
        const hasCompany = page.kind === 'account' || view.via !== null;
        return toPanel(view, canLink && hasCompany);
      }),
  };
};

const revalidate = async (
  page: RecordPage,
  { erp, crm, cache, now }: Parts,
  signal: AbortSignal,
): Promise<CachedView> => {
  const company = await companyOf(page, crm, signal);
  if (company === null) return withoutCompany(page.record, now());
  const known = await cache.read(page.record);
  const held = known !== null && isSame(known.view.record, company) ? known : null;
  const epoch = cache.epoch();
  const answer = await erp.use((client) => client.recordView(company, held?.etag ?? null, signal));
  const via = page.kind === 'account' ? null : company;
  const view = answer.unchanged
    ? stillTrue(held, answer.fetchedAt)
    : { view: answer.value, via, etag: answer.etag, fetchedAt: answer.fetchedAt };
  // An answer about another record must never be painted, whoever mixed them up.
  if (!isSame(view.view.record, company)) throw new FailureError({ code: 'erp.badAnswer', detail: 'record' });
  await cache.write(page.record, view, epoch);
  return view;
};

const stillTrue = (held: CachedView | null, fetchedAt: number): CachedView => {
  if (held === null) throw new FailureError({ code: 'erp.badAnswer', status: 304 });
  return { ...held, fetchedAt };
};

const withoutCompany = (record: RecordRef, fetchedAt: number): CachedView => ({
  view: { record, links: [], customers: [], neverLinks: [], lookalikes: [] },
  via: null,
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

const toPanel = ({ view, via, fetchedAt }: CachedView, canLink: boolean): Dated<PanelView> => ({
  value: { view, via, canLink },
  fetchedAt,
});

const isSame = (one: RecordRef, other: RecordRef): boolean => recordKey(one) === recordKey(other);
