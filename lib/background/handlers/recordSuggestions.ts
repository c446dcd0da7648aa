import type { CompanyIdentity } from '../../crm/port.ts';
import type { MatchQuery } from '../../erp/api/match.ts';
import type { Handler } from '../../messaging/serve.ts';
import { companyOf } from '../companyOf.ts';
import type { Services } from '../services.ts';

/** Which ERP customers could this company be? Without a company there is nobody to suggest. */
export const recordSuggestions =
  ({
    crm,
    erp,
    cancellations,
  }: Pick<Services, 'crm' | 'erp' | 'cancellations'>): Handler<'record.suggestions'> =>
  ({ page, requestId }, sender) =>
    cancellations.run(sender, requestId, async (signal) => {
      const company = await companyOf(page, crm, signal);
      if (company === null) return [];
      const reader = await crm.reader(company);
      const query = matchQueryOf(await reader.identify(company, signal));
      if (Object.keys(query).length === 0) return [];
      return erp.use((client) => client.match(query, signal));
    });

/** Lengths as the contract bounds them: a longer text is cut, since a beginning still recognises. */
const matchQueryOf = ({ name, website, email, phone, city, country }: CompanyIdentity): MatchQuery => ({
  ...given('name', name, 255),
  ...given('domain', website, 255),
  ...given('email', email, 255),
  ...given('phone', phone, 64),
  ...given('city', city, 120),
  ...given('country', country, 80),
});

const given = (field: keyof MatchQuery, value: string | null, longest: number): MatchQuery => {
  const text = value?.trim().slice(0, longest) ?? '';
  return text === '' ? {} : { [field]: text };
};
