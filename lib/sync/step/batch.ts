import type { FieldName, LinkId, RunId } from '../ids.ts';
import type { Engine } from '../protocol.ts';
import type { Mapping } from '../rule.ts';
import { type Outcome, stronger } from '../runState.ts';

/** One batch in progress: what each link came to so far, and which ones another pass has to look at. */
export interface Batch {
  readonly engine: Engine;
  readonly run: RunId;
  readonly mapping: Mapping;
  readonly outcomes: Map<LinkId, Outcome>;
  /** Fields that a side has refused within this batch: asked about, not sent again. */
  readonly refused: Map<LinkId, ReadonlySet<FieldName>>;
  readonly later: Set<LinkId>;
}

export const rank = ({ outcomes }: Batch, link: LinkId, outcome: Outcome): void => {
  const known = outcomes.get(link);
  outcomes.set(link, known === undefined ? outcome : stronger(known, outcome));
};
