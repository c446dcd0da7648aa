import type { LinkId } from '../ids.ts';
import { type Batch, later, rank, reasonOf } from '../step/batch.ts';
import { draftOf, identityOf, referredBy } from './draft.ts';
import { type Claim, makeClaimed } from './makeClaimed.ts';
import type { CreatePorts, Draft, Settle, Settled, TwinId } from './ports.ts';
import type { Unmet } from './unmet.ts';

/*
 *  look (before a record of the CRM is made, those like it are searched for there, and it looks again)
 *     └──► meet ──► link (one certain match) ─────────────┐
 *                ├─► ask (several, or merely alike)        │ all of it in one transaction of the ERP API,
 *                ├─► make (the ERP is in the transaction) ─┤ which looks again before it believes it
 *                └─► claim (UNIQUE key) ──► look for the key where somebody may have been before
 *                                      └──► make with the key ──► record its id: linked
 *                                                lost? the claim runs out, and whoever comes next looks for the key
 */

/** Gives records without a link their twins. `again` = links to look at in the next pass. `false` = something did not answer. */
export const createTwins = async (
  batch: Batch,
  unmet: readonly Unmet[],
  again: Set<LinkId>,
): Promise<boolean> => {
  const { create } = batch.engine.ports;
  if (create === null) return true;
  const rows: Row[] = [];
  for (const each of unmet) {
    const row = standingOf(batch, create, each, again);
    if (row !== null) rows.push(row);
  }
  if (rows.length === 0) return true;
  const asked = batch.engine.ports.clock.elapsed();
  const answer = await create.twins.settle(rows.map(({ settle }) => settle));
  if (answer.kind !== 'answered') return false;
  const claims: Claim[] = [];
  rows.forEach((row, index) => {
    const settled = answer.value[index] ?? { kind: 'stale' as const };
    if (settled.kind === 'claimed') {
      const sendBefore = asked + settled.holdMs - batch.engine.settings.requestMs;
      const { attempt, given } = settled;
      claims.push({ ...row, key: row.settle.key, attempt, given, sendBefore });
    } else take(batch, row.unmet, settled, again);
  });
  const toErp = claims.filter(({ unmet: { of } }) => of.side === 'crm');
  const toCrm = claims.filter(({ unmet: { of } }) => of.side === 'erp');
  const { crm, erp } = create;
  if (erp !== null && erp !== 'inTransaction' && toErp.length > 0)
    if (!(await makeClaimed(batch, 'erp', erp, toErp, again))) return false;
  return crm === null || toCrm.length === 0 || makeClaimed(batch, 'crm', crm, toCrm, again);
};

interface Row {
  readonly unmet: Unmet;
  readonly draft: Draft;
  readonly settle: Settle;
}

const standingOf = (batch: Batch, create: CreatePorts, unmet: Unmet, again: Set<LinkId>): Row | null => {
  const { of, standing, reading } = unmet;
  const common = {
    key: create.keyOf(of),
    of,
    run: batch.run,
    mapping: batch.mapping.version,
    identity: identityOf(batch.mapping, of.side, reading.cells),
    references: referredBy(create.references, of.side, reading.cells),
    ...(unmet.found.length === 0 ? {} : { found: unmet.found }),
  };
  if (standing.kind === 'waiting')
    return { unmet, draft: { fields: [] }, settle: { ...common, kind: 'wait', candidates: [] } };
  if (standing.kind === 'tooManyAlike') {
    rank(batch, of.id, 'failed', standing.kind);
    return null;
  }
  if (standing.kind !== 'free') {
    take(batch, unmet, standing.kind === 'linked' ? { ...standing, made: false } : standing, again);
    return null;
  }
  const draft = draftOf(batch.mapping, of.side, reading.cells);
  const target = of.side === 'crm' ? create.erp : create.crm;
  const meeting = standing.wanted
    ? { kind: 'make' as const }
    : batch.engine.protocol.meet(standing.candidates);
  if (meeting.kind !== 'ask' && !batch.mayWrite) {
    rank(batch, of.id, 'unchanged');
    later(batch, unmet.dirty);
    return null;
  }
  const candidates = standing.candidates.map(({ id }): TwinId => id);
  if (meeting.kind !== 'make') return { unmet, draft, settle: { ...common, ...meeting, candidates } };
  if (draft.fields.length === 0) {
    // Nothing of what flows there has a value that this user sees.
    rank(batch, of.id, 'failed', 'nothingToMake');
    return null;
  }
  if (target === 'inTransaction')
    return { unmet, draft, settle: { ...common, kind: 'make', draft, candidates } };
  if (target === null) return null;
  const { visibleMs } = target.capabilities;
  return { unmet, draft, settle: { ...common, kind: 'claim', draft, visibleMs, candidates } };
};

const take = (
  batch: Batch,
  { of, dirty }: Unmet,
  settled: Exclude<Settled, { kind: 'claimed' }>,
  again: Set<LinkId>,
): void => {
  switch (settled.kind) {
    case 'linked':
      if (settled.made) rank(batch, settled.link, 'created');
      // Whatever flows the other way, and what has changed meanwhile, is the next pass's.
      again.add(settled.link);
      return;
    case 'asked':
      rank(batch, of.id, 'conflict', 'whichTwin');
      return;
    case 'waiting':
      rank(batch, of.id, 'unchanged', reasonOf(settled.reason));
      return;
    case 'leftAlone':
      return;
    case 'live':
    case 'stale':
      rank(batch, of.id, 'unchanged');
      later(batch, dirty);
      return;
    case 'refused':
      rank(batch, of.id, 'failed', reasonOf(settled.reason));
  }
};
