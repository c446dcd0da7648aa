import { linkId } from '../../erp/api/primitives.ts';
import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { FailedRecord } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { crmNames, erpNames } from './recordNames.ts';

interface Parts {
  readonly erp: Pick<ErpSession, 'use'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
}

/** `about`: a link, a CRM record or an ERP record. */
interface Failed extends Pick<FailedRecord, 'id' | 'code' | 'reason' | 'attempts' | 'lastAt'> {
  readonly about: string;
}

/** Every record that failed last, with the reason: set aside by its link, or, without one, as the latest run told. Rejects with `FailureError`. */
export const readFailures = async (
  { erp, crms }: Parts,
  signal: AbortSignal,
): Promise<readonly FailedRecord[]> => {
  const { deadLetters, failedRows } = await erp.use((client) => client.sync.failures(signal));
  const failed: readonly Failed[] = [
    ...deadLetters.map(({ id, link, code, reason, attempts, lastAt }) => ({
      id,
      code,
      attempts,
      about: link as string,
      reason,
      lastAt: Date.parse(lastAt),
    })),
    ...failedRows.map(({ record, run, reason, at }) => ({
      id: `${run} ${record}`,
      about: record as string,
      code: codeIn(reason),
      reason: reason ?? UNKNOWN,
      attempts: 1,
      lastAt: Date.parse(at),
    })),
  ];
  const links = await linksOf(erp, failed, signal);
  const placed = failed.map(({ about, ...rest }) => ({ ...rest, ...placeOf(about, links) }));
  const erpNamed = await erpNames(
    erp,
    placed.flatMap(({ erpRecord }) => erpRecord ?? []),
    signal,
  );
  const unnamed = placed.flatMap(({ erpRecord, crm }) =>
    crm === null || erpNamed.has(erpRecord ?? '') ? [] : [crm],
  );
  const crmNamed = await crmNames(crms, unnamed, signal);
  return placed
    .map(({ crm, erpRecord, ...rest }) => ({
      ...rest,
      erpRecord,
      record: crm === null ? null : recordOfKey(crm),
      recordName: erpNamed.get(erpRecord ?? '') ?? crmNamed.get(crm ?? '') ?? null,
    }))
    .sort((one, other) => other.lastAt - one.lastAt);
};

interface Place {
  /** `system/org/object/id`; null = it has none, or its link has ended since. */
  readonly crm: string | null;
  readonly erpRecord: string | null;
}

const linksOf = async (
  erp: Parts['erp'],
  failed: readonly Failed[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Place>> => {
  const dirty = failed.flatMap(({ about }) => {
    const id = linkId.safeParse(about).data;
    return id === undefined ? [] : [{ kind: 'link' as const, id }];
  });
  if (dirty.length === 0) return new Map();
  const views = await erp.use((client) => client.sync.links(dirty, null, signal));
  return new Map(views.map(({ link }) => [link.id as string, { crm: link.crm, erpRecord: link.erp }]));
};

const placeOf = (about: string, links: ReadonlyMap<string, Place>): Place => {
  if (!about.includes('/')) return links.get(about) ?? { crm: null, erpRecord: null };
  return recordOfKey(about) === null ? { crm: null, erpRecord: about } : { crm: about, erpRecord: null };
};

/** The run did not say why. */
const UNKNOWN = 'unknown';

/** `code` or `code: sentence`; pages have words of their own for a code alone. */
const codeIn = (reason: string | null): string => reason?.split(': ', 1)[0] ?? UNKNOWN;
