import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import type { SideName } from '../../erp/api/sync/values.ts';
import type { ShownAs } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { orNone } from './recordNames.ts';

/** Which records a plan is of. null = it cannot be told in this browser. */
export interface PlanPlace extends Pick<MappingPair, 'object' | 'erpObject'> {
  readonly system: CrmSystem | null;
  readonly org: string | null;
}

interface Parts {
  readonly erp: Pick<ErpSession, 'use'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
}

/** The fields of one object as its system describes them, by name. */
interface FieldList {
  readonly labels: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, ShownAs['type']>;
}

/** Empty where a system does not tell just now. */
export type FieldLists = (place: PlanPlace, side: SideName) => FieldList;

const UNTOLD: FieldList = { labels: new Map(), types: new Map() };

/** What the systems tell of their fields, each object asked once. Rejects with `cancelled` alone. */
export const fieldLists = async (
  { erp, crms }: Parts,
  asked: readonly { readonly place: PlanPlace; readonly side: SideName }[],
  signal: AbortSignal,
): Promise<FieldLists> => {
  const lists = new Map<string, FieldList>();
  const connected = asked.length === 0 ? [] : await crms();
  for (const { place, side } of asked) {
    const name = listName(place, side);
    if (lists.has(name)) continue;
    const crm = connected.find(({ system, org }) => system === place.system && org === place.org);
    const described = await orNone(async () => {
      if (side === 'erp') return erp.use((client) => client.sync.fields(place.erpObject, signal));
      return crm === undefined ? [] : crm.sync.fields(place.object, signal, 'lately');
    });
    lists.set(name, {
      labels: new Map(described?.map((field) => [field.name as string, field.label])),
      types: new Map(described?.map((field) => [field.name as string, field.type])),
    });
  }
  return (place, side) => lists.get(listName(place, side)) ?? UNTOLD;
};

const listName = ({ system, org, object, erpObject }: PlanPlace, side: SideName): string =>
  side === 'erp' ? erpObject : `${system}/${org}/${object}`;
