import type { Dirty, LinkView } from '../ports.ts';
import type { Engine } from '../protocol.ts';
import type { Found as Read, Reading } from '../reading.ts';
import type { Mapping } from '../rule.ts';
import type { Resembling } from './creator.ts';
import { identityOf, referredBy } from './draft.ts';
import type { CreatePorts, Single, Standing } from './ports.ts';

/** A living record without a link, as it was read, and how it stands at the ERP API. */
export interface Unmet {
  readonly of: Single;
  readonly dirty: Dirty;
  readonly reading: Read<unknown>;
  /** `tooManyAlike`: the CRM has more like it than it shows, and none of those that it shows is like enough. */
  readonly standing: Standing | { readonly kind: 'tooManyAlike' };
  /** What was found in the CRM that is like it. */
  readonly found: readonly Resembling[];
}

/** Dirty things that no link is behind, on sides whose records are given twins. */
export const singlesAmong = (
  { ports: { create, pair } }: Engine,
  dirty: readonly Dirty[],
  views: readonly LinkView[],
): readonly Exclude<Dirty, { kind: 'link' }>[] => {
  if (create === null) return [];
  const met = new Set<string>();
  for (const { link } of views) for (const id of [link.crm, link.erp, ...link.aliases]) met.add(id);
  return dirty.flatMap((each) =>
    each.kind !== 'link' &&
    (each.kind === 'crm' ? create.erp : create.crm) !== null &&
    pair.isOurs(each) &&
    !met.has(each.id)
      ? [each]
      : [],
  );
};

/** null = something outside did not answer. */
export const lookAtSingles = async (
  { ports }: Engine,
  mapping: Mapping,
  read: readonly { readonly dirty: Exclude<Dirty, { kind: 'link' }>; readonly reading: Reading<unknown> }[],
): Promise<readonly Unmet[] | null> => {
  const { create } = ports;
  if (create === null) return [];
  const living = new Map<string, Living>();
  // The old id of a merged record answers as its survivor: one record, one twin.
  for (const { dirty, reading } of read)
    if (reading.kind === 'found') {
      const of = { side: dirty.kind, id: reading.id } as Single;
      living.set(`${of.side} ${of.id}`, { of, dirty, reading });
    }
  const rows = [...living.values()];
  if (rows.length === 0) return [];
  const former = rows.flatMap(({ of, reading }) =>
    of.side === 'crm'
      ? (reading.formerly ?? []).map((id) => ({ row: of, dirty: { kind: 'crm', id } as Dirty }))
      : [],
  );
  const heirs = former.length === 0 ? null : await ports.erp.links(former.map(({ dirty }) => dirty));
  if (heirs !== null && heirs.kind !== 'answered') return null;
  const answer = await create.twins.look(
    rows.map(({ of, reading }) => ({
      of,
      identity: identityOf(mapping, of.side, reading.cells),
      references: referredBy(create.references, of.side, reading.cells),
      twinKey: reading.twinKey ?? null,
    })),
  );
  if (answer.kind !== 'answered') return null;
  const met = rows.map((row, index): Unmet => {
    const ids = new Set(former.filter(({ row: of }) => of === row.of).map(({ dirty }) => dirty.id as string));
    const heir = heirs?.value.find(({ link }) => [link.crm, ...link.aliases].some((id) => ids.has(id)));
    // An answer with too few rows is an answer about nothing.
    const standing = answer.value[index] ?? { kind: 'live' };
    return {
      ...row,
      standing: heir === undefined ? standing : { kind: 'linked', link: heir.link.id },
      found: [],
    };
  });
  return withAlike(create, mapping, met);
};

type Living = Omit<Unmet, 'standing' | 'found'>;

/** Before a record of the CRM is made, those are looked for that are there already; a person has not yet said that it is none of them. */
const withAlike = async (
  { crm, twins }: CreatePorts,
  mapping: Mapping,
  met: readonly Unmet[],
): Promise<readonly Unmet[] | null> => {
  const due = met.filter(
    ({ of, standing }) => of.side === 'erp' && standing.kind === 'free' && !standing.wanted,
  );
  if (crm?.alike === undefined || due.length === 0) return met;
  const identities = due.map(({ reading }) => identityOf(mapping, 'erp', reading.cells));
  const answer = await crm.alike(identities);
  // Where nobody can say, nothing is made; the next run looks again.
  const foundFor = (row: Unmet) => (answer.kind === 'answered' ? answer.value[due.indexOf(row)] : undefined);
  const again = due.filter((row) => (foundFor(row)?.found.length ?? 0) > 0);
  const judged =
    again.length === 0
      ? null
      : await twins.look(
          again.map((row) => ({
            of: row.of,
            identity: identities[due.indexOf(row)] ?? {},
            references: {},
            twinKey: null,
            found: foundFor(row)?.found ?? [],
          })),
        );
  if (judged !== null && judged.kind !== 'answered') return null;
  return met.map((row) => {
    if (!due.includes(row)) return row;
    const answered = foundFor(row);
    if (answered === undefined) return { ...row, standing: { kind: 'live' } };
    const { found, isComplete } = answered;
    const standing = found.length === 0 ? row.standing : judged?.value[again.indexOf(row)];
    const isAlone = standing?.kind === 'free' && standing.candidates.length === 0;
    // That none of some is the same says nothing of the others.
    if (isAlone && !isComplete) return { ...row, standing: { kind: 'tooManyAlike' } };
    return { ...row, found, standing: standing ?? { kind: 'live' } };
  });
};
