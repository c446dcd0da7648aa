import type { FieldMapping, MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import type { MappingPairView, MappingView } from '../../lib/messaging/mappingMessages.ts';

/** Everything the mapping page needs from outside. Each rejects with a `FailureError`. */
export interface MappingPort {
  /** Pairs of the connected CRMs; [] = no CRM is connected. */
  pairs(signal: AbortSignal): Promise<readonly MappingPairView[]>;
  /** The mapping as it holds, with both sides' live field lists. */
  read(pair: MappingPair, signal: AbortSignal): Promise<MappingView>;
  /** Saves the version after `version`; `erp.conflict` where somebody else did so meanwhile. */
  save(pair: MappingPair, mapping: FieldMapping, version: number): Promise<MappingView>;
}
