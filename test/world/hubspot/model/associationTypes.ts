import type { ObjectTypeName } from './objectTypes.ts';

/** HubSpot-defined association types: `unlabeled` always there, `primary` where one company is the main one. */
export interface AssociationKind {
  readonly from: ObjectTypeName;
  readonly to: ObjectTypeName;
  readonly unlabeled: number;
  readonly primary: number | null;
}

const pair = (
  from: ObjectTypeName,
  to: ObjectTypeName,
  [there, back]: readonly [number, number],
  primary: readonly [number, number] | null = null,
): readonly AssociationKind[] => [
  { from, to, unlabeled: there, primary: primary?.[0] ?? null },
  { from: to, to: from, unlabeled: back, primary: primary?.[1] ?? null },
];

/** Type ids as in HubSpot's association guide. */
const KINDS: readonly AssociationKind[] = [
  ...pair('contacts', 'companies', [279, 280], [1, 2]),
  ...pair('deals', 'companies', [341, 342], [5, 6]),
  ...pair('deals', 'contacts', [3, 4]),
  ...pair('quotes', 'deals', [64, 63]),
  ...pair('quotes', 'contacts', [69, 70]),
  ...pair('quotes', 'companies', [71, 72]),
  ...pair('quotes', 'line_items', [67, 68]),
  ...pair('deals', 'line_items', [19, 20]),
  ...pair('orders', 'contacts', [507, 508]),
  ...pair('orders', 'companies', [509, 510]),
  ...pair('orders', 'deals', [512, 511]),
  ...pair('orders', 'line_items', [513, 514]),
  ...pair('notes', 'contacts', [202, 201]),
  ...pair('notes', 'companies', [190, 189]),
  ...pair('notes', 'deals', [214, 213]),
  ...pair('meetings', 'contacts', [200, 199]),
  ...pair('meetings', 'companies', [188, 187]),
  ...pair('meetings', 'deals', [212, 211]),
];

export function associationKind(from: ObjectTypeName, to: ObjectTypeName): AssociationKind | undefined {
  return KINDS.find((kind) => kind.from === from && kind.to === to);
}

/** What a type id of HubSpot's own leads to; undefined = no such type from there. */
export function associationTarget(from: ObjectTypeName, typeId: number): ObjectTypeName | undefined {
  return KINDS.find((kind) => kind.from === from && (kind.unlabeled === typeId || kind.primary === typeId))
    ?.to;
}
