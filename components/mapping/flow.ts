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

/** The only direction that both systems allow for these fields; null = neither of them minds. */
const onlyDirection = (erp: LiveField | undefined, crm: LiveField | undefined): FlowDirection | null => {
  if (erp?.financeOwned === true || erp?.readOnly === true) return 'toCrm';
  return crm?.readOnly === true ? 'toErp' : null;
};

/** Which way a row goes once other fields were chosen for it: the way it went, where that is still possible. */
export const directionFor = (
  { flow }: Pick<SavedRule, 'flow'>,
  { erp, crm }: { readonly erp: LiveField | undefined; readonly crm: LiveField | undefined },
): FlowDirection => onlyDirection(erp, crm) ?? flow.direction;

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
