import type { CrmId, ErpId, LinkId } from '../ids.ts';
import type { Link } from '../link.ts';
import type { Dirty, LinkView } from '../ports.ts';
import type { Engine } from '../protocol.ts';
import type { Reading } from '../reading.ts';

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
}

const NOBODY: ReadonlyMap<LinkId, unknown> = new Map();

/** `known` = links that were read before and are left out. null = one of the three did not answer. */
export const readItems = async (
  engine: Engine,
  dirty: readonly Dirty[],
  known: ReadonlyMap<LinkId, unknown> = NOBODY,
): Promise<Items | null> => {
  const { erp, crm, erpRecords } = engine.ports;
  const links = await erp.links(dirty);
  if (links.kind !== 'answered') return null;
  const ours = links.value.filter(({ link }) => isOurs(engine, link) && !known.has(link.id));
  const live = ours.filter(({ pending }) => pending === 'live');
  const views = ours.filter(({ pending }) => pending !== 'live');
  if (views.length === 0) return { items: [], live };
  const crmReadings = await crm.read(views.map(({ link }) => link.crm));
  if (crmReadings.kind !== 'answered') return null;
  const erpReadings = await erpRecords.read(views.map(({ link }) => link.erp));
  if (erpReadings.kind !== 'answered') return null;
  const items = views.map((view, index): Item => {
    // An answer with too few rows is an answer about nothing: those rows were not seen.
    const absent = { kind: 'absent' } as const;
    return { view, crm: crmReadings.value[index] ?? absent, erp: erpReadings.value[index] ?? absent };
  });
  return { items, live };
};

/** The ERP API's feed tells of links of every pair, and of every org. */
const isOurs = ({ ports: { pair } }: Engine, { crm, erp }: Link): boolean =>
  pair.isOurs({ kind: 'crm', id: crm }) && pair.isOurs({ kind: 'erp', id: erp });
