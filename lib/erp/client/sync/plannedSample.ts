import type { Intention } from '../../../sync/ports.ts';
import { storedAfter } from '../../../sync/value.ts';
import type { PlannedSample } from '../../api/sync/brake.ts';

type Planned = Intention['sample'][number];
type PlannedChange = Extract<Planned, { kind: 'change' }>;
type PlannedTwin = Extract<Planned, { kind: 'twin' }>;
type FieldChange = PlannedChange['fields'][number];

/** Why a change would be made, in one word. */
export type PlannedCause =
  | 'changedInCrm'
  | 'changedInErp'
  | 'filled'
  | 'firstTime'
  | 'policy'
  | 'decision'
  | 'newRecord'
  | 'deletedInCrm'
  | 'deletedInErp';
export type Sample = Omit<PlannedSample, 'cause'> & { readonly cause: PlannedCause };

/** What the engine has planned, a line per field and record, as people look at it. */
export const plannedSample = (planned: Planned): readonly Sample[] =>
  planned.kind === 'change' ? ofPair(planned) : ofTwin(planned);

const ofPair = ({ crm, erp, fields, archive }: PlannedChange): readonly Sample[] => [
  ...fields.map(
    (change): Sample => ({
      crm,
      erp,
      side: change.side,
      kind: change.after.kind === 'blank' ? 'clear' : 'update',
      field: change.field,
      before: change.before,
      after: change.after,
      cause: causeOf(change),
    }),
  ),
  ...(archive === null ? [] : [archived(crm, erp, archive)]),
];

/** Where no twin would be made, a person is asked, or two records are joined: nothing is written yet. */
const ofTwin = ({ of, step, fields }: PlannedTwin): readonly Sample[] =>
  step.kind !== 'make'
    ? []
    : fields.map(
        ({ field, value }): Sample => ({
          crm: of.side === 'crm' ? of.id : null,
          erp: of.side === 'erp' ? of.id : null,
          side: of.side === 'crm' ? 'erp' : 'crm',
          kind: 'create',
          field,
          before: null,
          after: storedAfter(value),
          cause: 'newRecord',
        }),
      );

const archived = (crm: string, erp: string, side: 'crm' | 'erp'): Sample => ({
  crm,
  erp,
  side,
  kind: 'archive',
  field: null,
  before: null,
  after: null,
  cause: side === 'crm' ? 'deletedInErp' : 'deletedInCrm',
});

const causeOf = ({ why, changed, before }: FieldChange): PlannedCause => {
  if (why === 'decision') return 'decision';
  if (changed === 'crm') return 'changedInCrm';
  if (changed === 'erp') return 'changedInErp';
  if (changed === null) return before.kind === 'blank' ? 'filled' : 'firstTime';
  return 'policy';
};
