import type { ErpObject } from '../../../api/erpFields.ts';
import type { HeldMapping } from '../../../api/fieldMapping.ts';

type Side = keyof HeldMapping['create'];

/** Where twins of an object may be made at all: documents are the ERP's to make, and the CRM's deals begin in the CRM. */
export const CREATES_ALLOWED: Readonly<Record<ErpObject, readonly Side[]>> = {
  customer: ['toErp', 'toCrm'],
  contact: ['toErp', 'toCrm'],
  opportunity: ['toErp'],
  quote: ['toCrm'],
  order: ['toCrm'],
};
