import type { CrmReader } from '../../crm/port.ts';
import type { OrgConnection } from '../orgStore.ts';

/** The same reader; a deal of an org whose records name no currency is in the one that a person has said of the org. */
export const withOrgCurrency = (
  reader: CrmReader,
  { hasCurrencies, currency }: Pick<OrgConnection<'salesforce'>, 'hasCurrencies' | 'currency'>,
): CrmReader => {
  if (currency === null || hasCurrencies !== false) return reader;
  return {
    ...reader,
    contextOf: async (record, signal) => {
      const context = await reader.contextOf(record, signal);
      const { deal } = context;
      return deal === null ? context : { ...context, deal: { ...deal, currency: deal.currency ?? currency } };
    },
  };
};
