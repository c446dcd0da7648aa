import type { CompanyIdentity } from '../../crm/port.ts';
import type { MatchQuery } from '../../erp/api/match.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import type { Suggestions } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import { chosenCompany, contextOf } from '../contextOf.ts';
import type { Services } from '../services.ts';

/** Which ERP customers could this company be, or this lead become? Without either there is nobody to suggest. */
export const recordSuggestions =
  ({
    crm,
    erp,
    cancellations,
  }: Pick<Services, 'crm' | 'erp' | 'cancellations'>): Handler<'record.suggestions'> =>
  ({ page, requestId, company: chosen }, sender) =>
    cancellations.run(sender, requestId, async (signal) => {
      const subject =
        page.kind === 'lead'
          ? page.record
          : (chosenCompany(await contextOf(page, crm, signal), chosen)?.record ?? null);
      if (subject === null) return NOBODY;
      const identity = await (await crm.reader(subject)).identify(subject, signal);
      const query = matchQueryOf(identity);
      const { isPerson } = identity;
      if (Object.keys(query).length === 0) return { ...NOBODY, isPerson };
      const known = { ...query, record: recordKey(subject) };
      return { isPerson, suggestions: await erp.use((client) => client.match(known, signal)) };
    });

const NOBODY: Suggestions = { isPerson: false, suggestions: [] };

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
