import type { ErpObject } from '../../lib/erp/api/erpFields.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';

type Flow = SavedRule['flow'];
export type FlowDirection = Flow['direction'];

/** The same rule in another direction; what both directions know is kept. */
export const turned = (flow: Flow, direction: FlowDirection): Flow => {
  if (flow.direction === direction) return flow;
  if (direction === 'both') return { direction, policy: 'lastWriteWins', firstTime: 'ask' };
  const source = direction === 'toCrm' ? 'erp' : 'crm';
  return {
    direction,
    firstTime: flow.firstTime === source || flow.firstTime === 'source' ? 'source' : 'ask',
  };
};

/** Where records of a kind come from: the other side only looks on. */
const USUAL: Readonly<Record<ErpObject, FlowDirection>> = {
  customer: 'both',
  contact: 'both',
  opportunity: 'toErp',
  quote: 'toCrm',
  order: 'toCrm',
};

/** The direction that a row starts with once both its fields are known: the one that the systems would allow. */
export const usualDirection = (
  object: ErpObject,
  erp: LiveField | undefined,
  crm: LiveField | undefined,
): FlowDirection => {
  if (erp?.financeOwned === true || erp?.readOnly === true) return 'toCrm';
  if (crm?.readOnly === true) return 'toErp';
  return USUAL[object];
};

/** A row with nothing chosen yet. */
export const emptyRule = (object: ErpObject): SavedRule => ({
  key: 'new',
  crmField: '',
  erpField: '',
  flow: turned({ direction: 'toCrm', firstTime: 'ask' }, USUAL[object]),
  steps: [],
  blanks: 'keep',
  group: null,
  askAbove: null,
});
