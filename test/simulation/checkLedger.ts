import type { LinkId } from '../../lib/sync/ids.ts';
import { countRows } from '../../lib/sync/runState.ts';
import { sameStored } from '../../lib/sync/value.ts';
import type { LedgerRow } from './erpApi.ts';
import type { LandedWrite } from './witness.ts';
import type { World } from './world.ts';

/** The ledger against what the systems saw: nothing landed that it calls refused, nothing is confirmed that never landed. */
export const checkLedger = (world: World): void => {
  const left = [...world.landed];
  const take = (row: LedgerRow): boolean => {
    const place = left.findIndex((landed) => matches(world, landed, row));
    if (place !== -1) left.splice(place, 1);
    return place !== -1;
  };
  const open = world.api.ledger.filter(({ outcome }) => outcome === 'confirmed');
  for (const row of open)
    if (!take(row))
      world.violate('ledgerTellsTheTruth', `confirmed, but it never happened: ${JSON.stringify(row)}`);
  // "Found" and "unknown" may have landed or not; so may what nobody has recovered yet.
  for (const row of world.api.ledger) if (row.outcome !== 'confirmed' && row.outcome !== 'refused') take(row);
  for (const landed of left)
    if (!landed.same)
      world.violate(
        'ledgerTellsTheTruth',
        `it happened, but the ledger does not say so: ${JSON.stringify(landed)}`,
      );
  checkRuns(world);
};

/** A write to a record that is being merged away lands on the survivor. */
const matches = (world: World, landed: LandedWrite, row: LedgerRow): boolean =>
  landed.side === row.side &&
  landed.field === row.field &&
  sameStored(landed.after, row.after) &&
  world.finalId(landed.side, landed.record) === world.finalId(row.side, row.record);

/** Row by row: the parts make up the whole, and every row is what the ledger says of it. */
const checkRuns = (world: World): void => {
  const { api } = world;
  for (const [id, rows] of api.runs) {
    const { seen, created, updated, unchanged, conflict, failed } = countRows(rows);
    if (created + updated + unchanged + conflict + failed !== seen)
      world.violate('runsAddUp', `${id}: the parts do not make up ${seen}`);
    if (new Set(rows.map(({ record }) => record)).size !== rows.length)
      world.violate('runsAddUp', `${id}: a record counts twice`);
    for (const { record: link, outcome, reason } of rows) {
      if ((outcome === 'failed' || outcome === 'conflict') && reason === null)
        world.violate('runsAddUp', `${id} ${link}: ${outcome}, and nobody is told why`);
      const wrote = api.ledger.some(
        (row) => row.run === id && row.link === link && row.outcome === 'confirmed',
      );
      if (wrote && outcome === 'unchanged')
        world.violate('runsAddUp', `${id} ${link}: written, but reported unchanged`);
      if (outcome === 'created' && !api.twins.madeIn.has(`${id} ${link}`))
        world.violate('runsAddUp', `${id} ${link}: reported created, but it was there`);
      if (!wrote && outcome === 'updated' && !api.endedBy(id, link as LinkId))
        world.violate('runsAddUp', `${id} ${link}: reported updated, but nothing was written`);
    }
  }
};
