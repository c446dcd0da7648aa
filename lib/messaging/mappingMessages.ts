import type { FieldMapping, MappingPair } from '../erp/api/fieldMapping.ts';
import type { LiveFields } from '../mapping/field.ts';

export interface MappingPairView {
  readonly pair: MappingPair;
  /** 0 = nobody has saved any: the default holds. */
  readonly version: number;
  readonly rules: number;
}

/** A mapping with both sides' live field lists. */
export interface MappingView {
  readonly pair: MappingPair;
  /** Sent back when it is saved: another one since then is not overwritten. */
  readonly version: number;
  readonly mapping: FieldMapping;
  readonly fields: LiveFields;
  /** Whose fields the CRM's are, where several orgs or portals of it are connected; null = of the only one. */
  readonly fieldsOf: string | null;
  /** Whether the ERP role lets this person save it. */
  readonly mayEdit: boolean;
}

export interface MappingProtocol {
  /** Pairs of the connected CRMs. */
  'mapping.pairs': { request: Record<never, never>; answer: readonly MappingPairView[] };
  'mapping.read': { request: { pair: MappingPair; requestId: string }; answer: MappingView };
  'mapping.save': {
    request: { pair: MappingPair; version: number; mapping: FieldMapping };
    answer: MappingView;
  };
}
