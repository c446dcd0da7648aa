import type { BrakeQuestion } from '../../erp/api/sync/brake.ts';
import type { Failure, FailureCode } from '../../failure.ts';
import type { Creator } from '../../sync/create/creator.ts';
import type { CrmId } from '../../sync/ids.ts';
import type { Answer, CrmFeed, ErpApi, Side } from '../../sync/ports.ts';
import type { RunReport } from '../../sync/runState.ts';

/** What a run shows to whoever looks on, besides its progress. */
export interface Observer {
  /** A system did not answer a question. */
  failed(failure: Failure): void;
  /** A question for a person was opened. */
  asked(link: string, key: string): void;
  /** The brake has said no: a person is asked. */
  braked(question: BrakeQuestion): void;
  /** A won opportunity has become an order. */
  ordered(made: MadeOrder): void;
  /** Before the ERP API is told how a run ended. */
  ending(report: RunReport): Promise<void>;
}

interface MadeOrder {
  readonly opportunity: string;
  readonly order: string;
  /** Minor units, and their ISO 4217. */
  readonly amount: number;
  readonly currency: string;
  /** Why it waits in the ERP; null = it does not. */
  readonly draft: string | null;
}

const CRM_CODES = {
  offline: 'offline',
  rateLimited: 'crm.rateLimited',
  authExpired: 'crm.authExpired',
  forbidden: 'crm.forbidden',
} as const satisfies Record<string, FailureCode>;

const noted = async <T>(asked: Promise<Answer<T>>, { failed }: Observer): Promise<Answer<T>> => {
  const answer = await asked;
  if (answer.kind === 'lost') failed({ code: 'crm.timeout' });
  if (answer.kind === 'notSent') failed({ code: CRM_CODES[answer.reason] });
  return answer;
};

export const observedSide = (side: Side<CrmId>, observer: Observer): Side<CrmId> => ({
  capabilities: side.capabilities,
  read: (ids) => noted(side.read(ids), observer),
  write: (rows) => noted(side.write(rows), observer),
});

export const observedFeed = (feed: CrmFeed, observer: Observer): CrmFeed => ({
  changes: (since, after) => noted(feed.changes(since, after), observer),
});

export const observedErp = (erp: ErpApi, observer: Observer): ErpApi => ({
  ...erp,
  prepare: async (rows) => {
    const answer = await erp.prepare(rows);
    if (answer.kind === 'answered')
      rows.forEach(({ link, open }, index) => {
        const kind = answer.value[index]?.kind;
        if (kind === 'pending' || kind === 'done') for (const { key } of open) observer.asked(link, key);
      });
    return answer;
  },
  commit: async (rows) => {
    const answer = await erp.commit(rows);
    if (answer.kind === 'answered')
      rows.forEach(({ link, open }, index) => {
        if (answer.value[index] === 'done') for (const { key } of open) observer.asked(link, key);
      });
    return answer;
  },
  report: async (report) => {
    await observer.ending(report);
    return erp.report(report);
  },
});

export const observedCreator = (
  { alike, ...creator }: Creator<CrmId>,
  observer: Observer,
): Creator<CrmId> => ({
  capabilities: creator.capabilities,
  withKey: (keys) => noted(creator.withKey(keys), observer),
  ...(alike === undefined ? {} : { alike: (rows) => noted(alike(rows), observer) }),
  create: (rows) => noted(creator.create(rows), observer),
});
