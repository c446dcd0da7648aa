import type { CrmSystem } from '../../erp/api/record.ts';
import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { Stored } from '../../erp/api/sync/values.ts';
import { FailureError } from '../../failure.ts';
import type { CrmId, FieldName } from '../../sync/ids.ts';
import { cellOf, type Reading } from '../../sync/reading.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';

/** What people call a record: its fields in the order in which they are said. */
const NAME_FIELDS: Readonly<Record<CrmSystem, Readonly<Record<string, readonly string[]>>>> = {
  salesforce: {
    Account: ['Name'],
    Contact: ['Name'],
    Opportunity: ['Name'],
    Quote: ['Name'],
    Order: ['OrderNumber'],
  },
  hubspot: {
    company: ['name'],
    contact: ['firstname', 'lastname'],
    deal: ['dealname'],
    quote: ['hs_title'],
    order: ['hs_order_name'],
  },
};

/** CRM records that are asked for their names with one list. */
const MOST_READ = 200;

type Names = ReadonlyMap<string, string>;

/** In the order in which they are said; [] = it has no name of its own. */
export const crmNameFields = (system: CrmSystem, object: string): readonly string[] =>
  NAME_FIELDS[system][object] ?? [];

/** What a list tells of an ERP record beside its id. null = it has none. */
interface ErpFact {
  readonly name: string | null;
  /** Of its amounts. */
  readonly currency: string | null;
}

/** By `object/id`. One that does not answer, or is out of sight, is not in it: a list is shown without names rather than not at all. */
export const erpFacts = async (
  erp: Pick<ErpSession, 'use'>,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ErpFact>> => {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const readings = await orNone(() => erp.use((client) => client.sync.records(asked, signal)));
  return new Map(
    (readings ?? []).flatMap((reading, index) => {
      if (reading.kind !== 'found') return [];
      const { name, number, currency } = reading.fields;
      const fact = { name: textIn(name) ?? textIn(number), currency: textIn(currency) };
      return [[asked[index] ?? '', fact] as const];
    }),
  );
};

const textIn = (field: Stored | undefined): string | null =>
  field?.kind === 'value' ? String(field.value) : null;

/** By `object/id`, as above. */
export const erpNames = async (...asked: Parameters<typeof erpFacts>): Promise<Names> => {
  const facts = await erpFacts(...asked);
  return new Map([...facts].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const])));
};

/** By `system/org/object/id`, as above. */
export const crmNames = async (
  crms: () => Promise<readonly ConnectedCrm[]>,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Names> => {
  const names = new Map<string, string>();
  const wanted = [...new Set(keys)].slice(0, MOST_READ);
  if (wanted.length === 0) return names;
  const byObject = Map.groupBy(wanted, (key) => key.slice(0, key.lastIndexOf('/')));
  const connected = await crms();
  for (const of of byObject.values()) {
    const ref = recordOfKey(of[0] ?? '');
    const crm = connected.find(({ system, org }) => system === ref?.system && org === ref.org);
    const fields = ref === null ? undefined : NAME_FIELDS[ref.system][ref.object];
    if (ref === null || crm === undefined || fields === undefined) continue;
    const readings = await orNone(async () => {
      const object = await crm.sync.open(
        ref.object,
        fields as readonly string[] as readonly FieldName[],
        signal,
      );
      return object.crm.read(of as readonly string[] as readonly CrmId[]);
    });
    if (readings?.kind !== 'answered') continue;
    readings.value.forEach((reading, index) => {
      const name = nameIn(reading, fields);
      if (name !== '') names.set(of[index] ?? '', name);
    });
  }
  return names;
};

const nameIn = (reading: Reading<CrmId>, fields: readonly string[]): string => {
  if (reading.kind !== 'found') return '';
  return fields
    .flatMap((field) => {
      const { seen } = cellOf(reading.cells, field as FieldName);
      return seen.kind === 'value' ? [String(seen.value)] : [];
    })
    .join(' ');
};

/** Answers null instead of a failure, but for one that was asked to stop. */
export const orNone = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code === 'cancelled') throw error;
    return null;
  }
};
