import type { FieldMapping } from '../../erp/api/fieldMapping.ts';

/** Which records of a pair are synced, and which get a twin: what a default says of it besides its rules. */
type Reach = Required<Pick<FieldMapping, 'enabled' | 'create' | 'scope'>>;

const EVERYTHING = { enabled: true, scope: { kind: 'all' } } as const;

/** Matched and linked, by a person or by a first order: the sync makes none of its own accord, unless somebody switches it on. */
export const LINKED_ONLY: Reach = { ...EVERYTHING, create: { toErp: false, toCrm: false } };
/** What the CRM expects to sell, told to the ERP. */
export const MADE_IN_ERP: Reach = { ...EVERYTHING, create: { toErp: true, toCrm: false } };
/** The ERP's documents, shown in the CRM. */
export const MADE_IN_CRM: Reach = { ...EVERYTHING, create: { toErp: false, toCrm: true } };
