import type { ChangeCause, PlannedChange } from '../../messaging/syncMessages.ts';
import type { FieldChange, PlannedChange as PairChange } from '../../sync/planning/plannedChange.ts';
import type { PlannedTwin } from '../../sync/planning/plannedTwin.ts';
import type { Planned } from '../../sync/planning/planRun.ts';
import { storedAfter } from '../../sync/value.ts';

/** What the engine has planned, a line per field and record, as pages show it. */
export const plannedChanges = (planned: Planned): readonly PlannedChange[] =>
  planned.kind === 'change' ? ofPair(planned) : ofTwin(planned);

const ofPair = ({ crm, erp, fields, archive }: PairChange): readonly PlannedChange[] => [
  ...fields.map((field): PlannedChange => {
    const { side, before, after } = field;
    return {
      crm,
      erp,
      side,
      kind: after.kind === 'blank' ? 'clear' : 'update',
      field: field.field,
      before,
      after,
      shownAs: null,
      cause: causeOf(field),
    };
  }),
  ...(archive === null ? [] : [archived(crm, erp, archive)]),
];

/** Where no twin would be made, a person is asked, or two records are joined: nothing is written yet. */
const ofTwin = ({ of, step, fields }: PlannedTwin): readonly PlannedChange[] =>
  step.kind !== 'make'
    ? []
    : fields.map(
        ({ field, value }): PlannedChange => ({
          crm: of.side === 'crm' ? of.id : null,
          erp: of.side === 'erp' ? of.id : null,
          side: of.side === 'crm' ? 'erp' : 'crm',
          kind: 'create',
          field,
          before: null,
          after: storedAfter(value),
          shownAs: null,
          cause: 'newRecord',
        }),
      );

const archived = (crm: string, erp: string, side: 'crm' | 'erp'): PlannedChange => ({
  crm,
  erp,
  side,
  kind: 'archive',
  field: null,
  before: null,
  after: null,
  shownAs: null,
  cause: side === 'crm' ? 'deletedInErp' : 'deletedInCrm',
});

const causeOf = ({ why, changed, before }: FieldChange): ChangeCause => {
  if (why === 'decision') return 'decision';
  if (changed === 'crm') return 'changedInCrm';
  if (changed === 'erp') return 'changedInErp';
  if (changed === null) return before.kind === 'blank' ? 'filled' : 'firstTime';
  return 'policy';
};
