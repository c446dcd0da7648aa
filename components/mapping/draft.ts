import type { FieldMapping } from '../../lib/erp/api/fieldMapping.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';
import { ruleKey } from '../../lib/mapping/ruleKey.ts';
import { readSteps } from '../../lib/mapping/transform/registry.ts';

/** A row of the table. Its id is this page's own: fields and steps, which a rule's key is made of, change while one types. */
export interface DraftRule {
  readonly id: number;
  /** Fields that nobody has chosen yet are ''. */
  readonly rule: SavedRule;
}

/** A mapping while somebody works on it. */
export interface Draft {
  readonly rules: readonly DraftRule[];
  /** What the mapping says besides its rules; kept as it was read. */
  readonly rest: Omit<FieldMapping, 'rules'>;
  readonly nextId: number;
}

export const toDraft = ({ rules, ...rest }: FieldMapping): Draft => ({
  rules: rules.map((rule, id) => ({ id, rule })),
  rest,
  nextId: rules.length,
});

/** A rule's key is what it means. Steps that cannot be read keep the key under which they were saved. */
const keyed = (rule: SavedRule): SavedRule => {
  const read = readSteps(rule.steps);
  return 'steps' in read ? { ...rule, key: ruleKey({ ...rule, steps: read.steps }) } : rule;
};

export const toMapping = ({ rules, rest }: Draft): FieldMapping => ({
  ...rest,
  rules: rules.map(({ rule }) => keyed(rule)),
});

export const isComplete = ({ rule: { erpField, crmField } }: DraftRule): boolean =>
  erpField !== '' && crmField !== '';

/** Whether two mappings say the same, keys apart: those follow from the rest. */
export const sameMapping = (one: FieldMapping, other: FieldMapping): boolean => saying(one) === saying(other);

const saying = ({ rules, enabled = true, create, scope }: FieldMapping): string =>
  JSON.stringify([
    enabled,
    create ?? null,
    scope ?? null,
    rules.map(({ key: _, crmField, erpField, flow, steps, blanks, group, askAbove }) => [
      ...[crmField, erpField, sorted(flow), steps.map(sorted)],
      ...[blanks, group, askAbove],
    ]),
  ]);

const sorted = (record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(record).sort(([name], [other]) => (name < other ? -1 : 1));

export const withRule = (draft: Draft, id: number, rule: SavedRule): Draft => ({
  ...draft,
  rules: draft.rules.map((each) => (each.id === id ? { id, rule } : each)),
});

export const withoutRule = (draft: Draft, id: number): Draft => ({
  ...draft,
  rules: draft.rules.filter((each) => each.id !== id),
});

export const withNewRule = (draft: Draft, rule: SavedRule): Draft => ({
  ...draft,
  rules: [...draft.rules, { id: draft.nextId, rule }],
  nextId: draft.nextId + 1,
});
