import type { FieldType } from '../../field.ts';
import { typeAfterChain } from '../../transform/registry.ts';
import type { Check, Way } from '../checked.ts';
import type { Finding, FindingCode } from '../finding.ts';

/** What a field of each type can hold besides its own: a text takes whatever reads as one. */
const TAKES: Readonly<Record<FieldType, readonly FieldType[]>> = {
  text: ['email', 'phone', 'url', 'picklist', 'date', 'dateTime'],
  email: ['text'],
  phone: ['text'],
  url: ['text'],
  // Whether its values are in the list is another check's question.
  picklist: ['text'],
  number: [],
  // An amount is whole minor units on both sides; a mere number is not.
  amount: [],
  date: [],
  dateTime: [],
  boolean: [],
  reference: [],
  other: [],
};

const isFitting = (from: FieldType, to: FieldType): boolean =>
  from === to || from === 'other' || to === 'other' || TAKES[to].includes(from);

const finding = (code: FindingCode, at: number, { to, source, target }: Way): Finding => ({
  code,
  severity: 'error',
  rules: [at],
  side: to,
  values: [source?.label ?? '', target?.label ?? ''],
});

/** Whether what comes out of a rule's steps is something that its target holds. */
export const types: Check = ({ rules }) =>
  rules.flatMap(({ at, steps, ways }) =>
    ways.flatMap((way): readonly Finding[] => {
      const { source, target, direction } = way;
      if (source === null || target === null || steps === null) return [];
      // A record id of one system means nothing in the other; as a text it may be shown.
      if (target.type === 'reference') return [finding('referenceAcross', at, way)];
      const from = source.type === 'reference' ? 'text' : source.type;
      const arriving = typeAfterChain(steps, direction, from);
      if (arriving === null) return [finding('stepsMisfit', at, way)];
      return isFitting(arriving, target.type) ? [] : [finding('typeMismatch', at, way)];
    }),
  );
