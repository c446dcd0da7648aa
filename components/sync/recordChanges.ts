import type { PlannedChange } from '../../lib/messaging/syncMessages.ts';

/** What a plan does to one record on one side. */
export interface RecordChanges extends Pick<PlannedChange, 'crm' | 'erp' | 'side' | 'recordName'> {
  readonly id: string;
  /** `clear`: every one of its changes empties a field. */
  readonly kind: PlannedChange['kind'];
  /** null = its fields have several causes. */
  readonly cause: PlannedChange['cause'] | null;
  /** Never empty. */
  readonly changes: readonly PlannedChange[];
}

/** A record that is both written and archived, or written on both sides, is listed for each. */
const placeOf = ({ crm, erp, side, kind }: PlannedChange): string =>
  [crm ?? '', erp ?? '', side, kind === 'clear' ? 'update' : kind].join(' ');

/** Changes of fields, gathered by record, in the order in which the records first appear. */
export const changesByRecord = (changes: readonly PlannedChange[]): readonly RecordChanges[] =>
  [...Map.groupBy(changes, placeOf)].map(([id, of]): RecordChanges => {
    const [first] = of as [PlannedChange, ...PlannedChange[]];
    const { crm, erp, side, recordName } = first;
    const isOf = (kind: PlannedChange['kind']) => of.every((change) => change.kind === kind);
    return {
      id,
      crm,
      erp,
      side,
      recordName,
      kind: first.kind === 'clear' && !isOf('clear') ? 'update' : first.kind,
      cause: of.every(({ cause }) => cause === first.cause) ? first.cause : null,
      changes: of,
    };
  });

/** How many fields every new record gets, where all that are shown get as many; null = they differ, or there is none. */
export const fieldsEach = (records: readonly RecordChanges[]): number | null => {
  const counts = new Set(
    records.filter(({ kind }) => kind === 'create').map(({ changes }) => changes.length),
  );
  const [only] = counts;
  return counts.size === 1 && only !== undefined ? only : null;
};
