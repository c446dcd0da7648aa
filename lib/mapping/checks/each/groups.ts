import type { SavedRule } from '../../readRules.ts';
import type { Check, CheckedRule } from '../checked.ts';
import type { Finding } from '../finding.ts';

/** What a group's rules have to agree on: it moves as one, so one of them decides for all. */
const wayOf = ({ flow, blanks }: SavedRule): string => JSON.stringify([flow, blanks]);

const mixed = (group: string, members: readonly CheckedRule[]): readonly Finding[] =>
  new Set(members.map(({ rule }) => wayOf(rule))).size < 2
    ? []
    : [
        {
          code: 'groupMixed',
          severity: 'error',
          rules: members.map(({ at }) => at),
          side: null,
          values: [group],
        },
      ];

/** ERP fields that only make sense together, of which some are written by the CRM and others are not, or not with them. */
const halfMapped: Check = ({ rules, fields }) => {
  const together = Map.groupBy(
    fields.erp.filter(({ group, readOnly }) => group !== null && !readOnly),
    ({ group }) => group,
  );
  return [...together.values()].flatMap((members): readonly Finding[] => {
    const writing = rules.filter(
      ({ erp, ways }) =>
        ways.some(({ to }) => to === 'erp') && members.some(({ name }) => name === erp?.name),
    );
    if (writing.length === 0) return [];
    const groups = new Set(writing.map(({ rule }) => rule.group));
    const written = new Set(writing.map(({ rule }) => rule.erpField));
    const isWhole = members.every(({ name }) => written.has(name));
    const isTogether = members.length === 1 || (groups.size === 1 && !groups.has(null));
    if (isWhole && isTogether) return [];
    return [
      {
        code: 'groupHalfMapped',
        severity: 'caution',
        rules: writing.map(({ at }) => at),
        side: 'erp',
        values: [members.map(({ label }) => label).join(', ')],
      },
    ];
  });
};

export const groups: Check = (checked) => {
  const byGroup = Map.groupBy(
    checked.rules.filter(({ rule }) => rule.group !== null),
    ({ rule }) => rule.group ?? '',
  );
  return [...[...byGroup].flatMap(([group, members]) => mixed(group, members)), ...halfMapped(checked)];
};
