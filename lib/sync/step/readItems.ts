import { lookAtSingles, singlesAmong, type Unmet } from '../create/unmet.ts';
import type { CrmId, ErpId, LinkId } from '../ids.ts';
import type { Link } from '../link.ts';
import type { Dirty, LinkView, Side } from '../ports.ts';
import type { Engine } from '../protocol.ts';
import type { Reading } from '../reading.ts';
import type { Mapping } from '../rule.ts';

/** One linked pair as one pass sees it: link first, then CRM, then ERP. */
export interface Item {
  readonly view: LinkView;
  readonly crm: Reading<CrmId>;
  readonly erp: Reading<ErpId>;
}

export interface Items {
  readonly items: readonly Item[];
  /** Their owners may still be writing: not read, not touched. */
  readonly live: readonly LinkView[];
  /** Without a link, on sides whose records are given twins. */
  readonly unmet: readonly Unmet[];
}

const NOBODY: ReadonlyMap<LinkId, unknown> = new Map();

/** `known` = links that were read before and are left out. null = one of the three did not answer. */
export const readItems = async (
  engine: Engine,
  mapping: Mapping,
  dirty: readonly Dirty[],
  known: ReadonlyMap<LinkId, unknown> = NOBODY,
): Promise<Items | null> => {
  const { erp, crm, erpRecords } = engine.ports;
  const links = await erp.links(dirty);
  if (links.kind !== 'answered') return null;
  const all = links.value.filter(({ link }) => isOurs(engine, link));
  const ours = all.filter(({ link }) => !known.has(link.id));
  const singles = singlesAmong(engine, dirty, all);
  const of = {
    crm: singles.flatMap((each) => (each.kind === 'crm' ? [each.id] : [])),
    erp: singles.flatMap((each) => (each.kind === 'erp' ? [each.id] : [])),
  };
  const live = ours.filter(({ pending }) => pending === 'live');
  const views = ours.filter(({ pending }) => pending !== 'live');
  const crmReadings = await readAll(crm, [...views.map(({ link }) => link.crm), ...of.crm]);
  if (crmReadings === null) return null;
  const erpReadings = await readAll(erpRecords, [...views.map(({ link }) => link.erp), ...of.erp]);
  if (erpReadings === null) return null;
  // An answer with too few rows is an answer about nothing: those rows were not seen.
  const absent = { kind: 'absent' } as const;
  const items = views.map(
    (view, index): Item => ({
      view,
      crm: crmReadings[index] ?? absent,
      erp: erpReadings[index] ?? absent,
    }),
  );
  const rest = { crm: crmReadings.slice(views.length), erp: erpReadings.slice(views.length) };
  const read = singles.map((each) => {
    const reading: Reading<unknown> | undefined =
      each.kind === 'crm' ? rest.crm[of.crm.indexOf(each.id)] : rest.erp[of.erp.indexOf(each.id)];
    return { dirty: each, reading: reading ?? absent };
  });
  const unmet = await lookAtSingles(engine, mapping, read);
  return unmet === null ? null : { items, live, unmet };
};

const readAll = async <Id>(side: Side<Id>, ids: readonly Id[]): Promise<readonly Reading<Id>[] | null> => {
  if (ids.length === 0) return [];
  const answer = await side.read(ids);
  return answer.kind === 'answered' ? answer.value : null;
};

/** The ERP API's feed tells of links of every pair, and of every org. */
const isOurs = ({ ports: { pair } }: Engine, { crm, erp }: Link): boolean =>
  pair.isOurs({ kind: 'crm', id: crm }) && pair.isOurs({ kind: 'erp', id: erp });
