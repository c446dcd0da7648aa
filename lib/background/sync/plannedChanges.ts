import type { Sample } from '../../erp/client/sync/plannedSample.ts';
import type { PlannedChange } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { type FieldLists, fieldLists, type PlanPlace } from './fieldLists.ts';
import { crmNameFields, crmNames, erpFacts } from './recordNames.ts';

/** One line of a plan, and of which records it is. */
export interface PlannedLine {
  readonly line: Sample;
  readonly place: PlanPlace;
}

interface Parts {
  readonly erp: Pick<ErpSession, 'use'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
}

type Shown = Pick<PlannedChange, 'label' | 'shownAs'>;

/** What the systems call the field that says in which currency a record's amounts are. */
const CURRENCY_FIELDS: ReadonlySet<string> = new Set([
  'currency',
  'CurrencyIsoCode',
  'deal_currency_code',
  'hs_currency_code',
  'hs_currency',
]);

/**
 * A plan in the words of people: fields by their labels, values by their types, records by their names. What a system does not
 * tell just now is left out: a plan is shown without names rather than not at all. Rejects with `cancelled` alone.
 */
export const plannedChanges = async (
  parts: Parts,
  lines: readonly PlannedLine[],
  signal: AbortSignal,
): Promise<readonly PlannedChange[]> => {
  const byRecord = Map.groupBy(lines, ({ line }) => recordOf(line));
  const [fields, facts] = await Promise.all([
    fieldLists(
      parts,
      lines.map(({ line: { side }, place }) => ({ place, side })),
      signal,
    ),
    erpFacts(
      parts.erp,
      lines.flatMap(({ line }) => line.erp ?? []),
      signal,
    ),
  ]);
  const own = new Map([...byRecord].map(([record, of]) => [record, ownName(of)]));
  const isNamed = (line: Sample) =>
    own.get(recordOf(line)) !== null || (line.erp !== null && facts.get(line.erp)?.name != null);
  const unnamed = lines.flatMap(({ line }) => (line.crm === null || isNamed(line) ? [] : [line.crm]));
  const inCrm = await crmNames(parts.crms, unnamed, signal);
  return lines.map(({ line, place }): PlannedChange => {
    const fact = line.erp === null ? undefined : facts.get(line.erp);
    const record = recordOf(line);
    const currency = currencyIn(byRecord.get(record) ?? [], line.side) ?? fact?.currency ?? null;
    return {
      ...line,
      ...shownIn(fields(place, line.side), line.field, currency),
      recordName: own.get(record) ?? fact?.name ?? (line.crm === null ? null : inCrm.get(line.crm)) ?? null,
    };
  });
};

const recordOf = ({ crm, erp }: Sample): string => `${crm ?? ''} ${erp ?? ''}`;

const textOf = ({ after }: Sample): string =>
  after?.kind === 'value' && typeof after.value === 'string' ? after.value : '';

/** A record that is still to be made is called what it would be called. */
const ownName = (lines: readonly PlannedLine[]): string | null => {
  const [first] = lines;
  if (first?.line.kind !== 'create') return null;
  const { place, line } = first;
  const inFields = (fields: readonly string[]) =>
    fields
      .map((field) => lines.find((each) => each.line.field === field))
      .map((found) => (found === undefined ? '' : textOf(found.line)))
      .filter((part) => part !== '');
  const said =
    line.side === 'crm'
      ? inFields(place.system === null ? [] : crmNameFields(place.system, place.object)).join(' ')
      : (inFields(['name', 'number'])[0] ?? '');
  return said === '' ? null : said;
};

const currencyIn = (lines: readonly PlannedLine[], side: Sample['side']): string | null => {
  const found = lines.find(({ line }) => line.side === side && CURRENCY_FIELDS.has(line.field ?? ''));
  const code = found === undefined ? '' : textOf(found.line);
  return /^[A-Z]{3}$/.test(code) ? code : null;
};

const shownIn = (fields: ReturnType<FieldLists>, field: string | null, currency: string | null): Shown => {
  if (field === null) return { label: null, shownAs: null };
  const type = fields.types.get(field) ?? null;
  return {
    label: fields.labels.get(field) ?? null,
    shownAs: type === null ? null : { type, currency: type === 'amount' ? currency : null },
  };
};
