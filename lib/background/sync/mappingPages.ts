import type { FieldMapping, MappingPair } from '../../erp/api/fieldMapping.ts';
import { FailureError } from '../../failure.ts';
import { crmLiveField, type LiveFields } from '../../mapping/field.ts';
import type { MappingPairView, MappingView } from '../../messaging/mappingMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { heldMapping } from './mappings.ts';
import { pairsOf } from './pairs.ts';

interface MappingParts {
  readonly erp: Pick<ErpSession, 'use' | 'may'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
}

/** The field mapping as an options page reads and saves it. Every method rejects with `FailureError`. */
export interface MappingPages {
  /** Pairs of the connected CRMs. */
  pairs(): Promise<readonly MappingPairView[]>;
  read(pair: MappingPair, signal: AbortSignal): Promise<MappingView>;
  /** `erp.conflict` where somebody has saved another version since. */
  save(pair: MappingPair, version: number, mapping: FieldMapping): Promise<MappingView>;
}

export const mappingPages = ({ erp, crms }: MappingParts): MappingPages => {
  const { signal: always } = new AbortController();

  const fieldsOf = async (
    pair: MappingPair,
    signal: AbortSignal,
  ): Promise<Pick<MappingView, 'fields' | 'fieldsOf'>> => {
    // A company has one mapping per CRM, however many of its orgs are connected: the first one shows its fields, and is named.
    const [crm, ...others] = (await crms()).filter(({ system }) => system === pair.system);
    if (crm === undefined) throw new FailureError({ code: 'crm.notConnected' });
    const [ofErp, ofCrm] = await Promise.all([
      erp.use((client) => client.sync.fields(pair.erpObject, signal)),
      crm.sync.fields(pair.object, signal),
    ]);
    const fields: LiveFields = { erp: ofErp, crm: ofCrm.map(crmLiveField) };
    return { fields, fieldsOf: others.length === 0 ? null : crm.label };
  };

  const read = async (pair: MappingPair, signal: AbortSignal): Promise<MappingView> => {
    const [shown, saved, mayEdit] = await Promise.all([
      fieldsOf(pair, signal),
      erp.use((client) => client.sync.mapping(pair, signal)),
      erp.may('configureMapping', signal),
    ]);
    const mapping = heldMapping(pair, saved, shown.fields);
    return { pair, version: saved.version, mapping, ...shown, mayEdit };
  };

  return {
    pairs: async () => {
      const systems = new Set((await crms()).map(({ system }) => system));
      return Promise.all(
        [...systems].flatMap(pairsOf).map(async (pair): Promise<MappingPairView> => {
          const { version, mapping } = await erp.use((client) => client.sync.mapping(pair, always));
          return { pair, version, rules: mapping.enabled ? mapping.rules.length : 0 };
        }),
      );
    },
    read,
    save: async (pair, version, mapping) => {
      await erp.use((client) => client.sync.saveMapping(pair, version, mapping, always));
      return read(pair, always);
    },
  };
};
