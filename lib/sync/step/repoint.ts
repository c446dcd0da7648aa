import type { CrmId, LinkId } from '../ids.ts';
import type { Repoint } from '../ports.ts';
import { type Batch, rank } from './batch.ts';
import type { Item } from './readItems.ts';

/** Where the CRM record lives now, if it was merged into another one. */
const survivorOf = ({ view, crm }: Item): CrmId | null => {
  if (crm.kind === 'found') return crm.id === view.link.crm ? null : crm.id;
  return crm.kind === 'deleted' ? crm.mergedInto : null;
};

/**
 * Links whose CRM record was merged away follow it, keeping the old id as an alias; if the survivor has a link of its own, a person
 * decides. Answers the items that stand where they stood; null = no answer.
 */
export const repointMerged = async (
  batch: Batch,
  items: readonly Item[],
  again: Set<LinkId>,
): Promise<readonly Item[] | null> => {
  const staying: Item[] = [];
  const rows: Repoint[] = [];
  for (const item of items) {
    const { link } = item.view;
    const survivor = survivorOf(item);
    if (survivor === null && !(item.crm.kind === 'deleted' && isAsked(item))) staying.push(item);
    else if (survivor === null || isAsked(item)) rank(batch, link.id, 'conflict', 'survivorLinked');
    else rows.push({ link: link.id, rev: link.rev, survivor });
  }
  if (rows.length === 0) return staying;
  const answer = await batch.engine.ports.erp.repoint(rows);
  if (answer.kind !== 'answered') return null;
  rows.forEach(({ link }, index) => {
    if (answer.value[index] === 'taken') rank(batch, link, 'conflict', 'survivorLinked');
    else again.add(link);
  });
  return staying;
};

/** Asked once, whatever the survivor is merged into afterwards: the answer is about this link. */
const isAsked = ({ view }: Item): boolean =>
  view.link.conflicts.some(({ kind, decision }) => kind === 'survivorLinked' && decision === null);
