import type { CrmField } from '../../crm/syncPort.ts';
import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { NamedRecord } from '../../mapping/defaults/references.ts';
import { referencesOf } from '../../mapping/defaults/registry.ts';
import { ruleKey } from '../../mapping/ruleKey.ts';
import type { ErpId, FieldName } from '../../sync/ids.ts';
import type { Side } from '../../sync/ports.ts';
import { type Cells, cellOf } from '../../sync/reading.ts';
import type { FieldRule, Mapping } from '../../sync/rule.ts';
import { asValue, BLANK } from '../../sync/value.ts';

/** The ERP field of a pair that holds a CRM record's key; null = it has none. */
export const namedOf = (pair: MappingPair): NamedRecord | null => referencesOf(pair).named;

/**
 * A mapping with the rule that keeps up which record of the CRM the ERP names: the ERP's to say, and where it names none of this org
 * the CRM keeps what it has. Not added where the CRM has no such field, or where a rule of the company's own uses one of the two.
 */
export const namingRecords = (
  mapping: Mapping,
  named: NamedRecord | null,
  fields: readonly CrmField[],
): Mapping => {
  const isThere = fields.some(({ name, readOnly }) => name === named?.crmField && !readOnly);
  if (named === null || !isThere || mapping.rules.length === 0) return mapping;
  const { crmField, erpField } = named;
  if (mapping.rules.some((rule) => rule.crmField === crmField || rule.erpField === erpField)) return mapping;
  return { ...mapping, rules: [...mapping.rules, ruleOf(named)] };
};

const ruleOf = ({ crmField, erpField }: NamedRecord): FieldRule => ({
  key: ruleKey({ crmField, erpField, steps: [] }),
  crmField: crmField as FieldName,
  erpField: erpField as FieldName,
  form: { toCrm: (value) => value, toErp: (value) => value },
  blanks: 'keep',
  group: null,
  askAbove: null,
  owner: 'shared',
  flow: { direction: 'toCrm', firstTime: 'source' },
});

const isNaming = ({ rules }: Mapping, { crmField, erpField }: NamedRecord): boolean =>
  rules.some((rule) => rule.crmField === crmField && rule.erpField === erpField);

/** The ERP's records as one org of a CRM knows them: of a key of that org its id, of any other nothing. */
export const inWordsOf = (
  side: Side<ErpId>,
  {
    system,
    org,
    named,
    mapping,
  }: { system: MappingPair['system']; org: string; named: NamedRecord | null; mapping: Mapping },
): Side<ErpId> => {
  if (named === null || !isNaming(mapping, named)) return side;
  const field = named.erpField as FieldName;
  const local = (cells: Cells): Cells => {
    const cell = cellOf(cells, field);
    if (cell.seen.kind !== 'value') return cells;
    const record = recordOfKey(String(cell.seen.value));
    const isOurs = record?.system === system && record.org === org && record.object === named.object;
    return { ...cells, [field]: { ...cell, seen: isOurs ? asValue(record.id) : BLANK } };
  };
  return {
    ...side,
    read: async (ids) => {
      const answer = await side.read(ids);
      if (answer.kind !== 'answered') return answer;
      const value = answer.value.map((reading) => {
        if (reading.kind === 'found') return { ...reading, cells: local(reading.cells) };
        if (reading.kind !== 'deleted' || reading.last === null) return reading;
        return { ...reading, last: local(reading.last) };
      });
      return { kind: 'answered', value };
    },
  };
};
