import type { SavedRule } from '../readRules.ts';
import { ruleKey } from '../ruleKey.ts';
import type { Step } from '../transform/registry.ts';

interface Wish {
  readonly steps?: readonly Step[];
  readonly group?: string;
}

const rule = (
  crmField: string,
  erpField: string,
  { steps = [], group }: Wish,
  rest: Pick<SavedRule, 'flow' | 'blanks'>,
): SavedRule => ({
  key: ruleKey({ crmField, erpField, steps }),
  crmField,
  erpField,
  steps: [...steps],
  group: group ?? null,
  askAbove: null,
  ...rest,
});

/** Both ways, the later edit wins where field times decide; what differs at the first meeting is a person's to settle. */
export const bothWays = (crmField: string, erpField: string, wish: Wish = {}): SavedRule =>
  rule(crmField, erpField, wish, {
    flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'ask' },
    blanks: 'keep',
  });

/** The ERP's own; what the CRM has is asked about once, then follows. */
export const toCrm = (erpField: string, crmField: string, wish: Wish = {}): SavedRule =>
  rule(crmField, erpField, wish, { flow: { direction: 'toCrm', firstTime: 'ask' }, blanks: 'propagate' });

/** The CRM's own, in a record that the sync made in the ERP: there is nothing there that it could overwrite. */
export const toErp = (crmField: string, erpField: string, wish: Wish = {}): SavedRule =>
  rule(crmField, erpField, wish, { flow: { direction: 'toErp', firstTime: 'source' }, blanks: 'propagate' });

/** The ERP's own, in a record that the sync made in the CRM. */
export const ontoTwin = (erpField: string, crmField: string, wish: Wish = {}): SavedRule =>
  rule(crmField, erpField, wish, { flow: { direction: 'toCrm', firstTime: 'source' }, blanks: 'propagate' });
