import { createConfiguration } from '@hubspot/api-client/lib/codegen/crm/objects/configuration.js';
import { PromiseBasicApi } from '@hubspot/api-client/lib/codegen/crm/objects/types/PromiseAPI.js';
import * as z from 'zod';
import type { RecordRef } from '../../erp/api/record.ts';
import { FailureError } from '../../failure.ts';
import { type Call, type HttpAnswer, call as networkCall } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';
import { authorizedCall, type CrmCall } from '../authorizedCall.ts';
import { assertOwnRecord } from '../ownRecord.ts';
import type { CompanyIdentity, CrmReader, NamedCompany, RecordContext } from '../port.ts';
import { readAnswer } from '../readAnswer.ts';
import type { CrmSession } from '../session.ts';
import { textOrNull } from '../textOrNull.ts';
import { API_DATE } from './datedPath.ts';
import { getEither, propertiesPaths } from './describedPaths.ts';
import { httpLibrary } from './httpLibrary.ts';
import { hubspotRefusal } from './refusal.ts';

const objectId = z.string().regex(/^\d{1,20}$/);
const company = z.object({
  id: objectId,
  properties: z.object({
    name: textOrNull,
    domain: textOrNull,
    website: textOrNull,
    phone: textOrNull,
    city: textOrNull,
    country: textOrNull,
  }),
});
const withCompanies = z.object({
  associations: z
    .object({
      companies: z.object({ results: z.array(z.object({ id: objectId, type: z.string() })) }).optional(),
    })
    .optional(),
});
const deal = withCompanies.extend({
  properties: z.object({ dealname: textOrNull, amount: textOrNull, deal_currency_code: textOrNull }),
});
const named = z.object({
  results: z.array(z.object({ id: objectId, properties: z.object({ name: textOrNull }) })),
});
const account = z.object({ companyCurrency: z.string().regex(/^[A-Z]{3}$/) });
const properties = z.object({ results: z.array(z.object({ name: z.string() })).min(1) });

const COMPANIES_URL = `https://api.hubapi.com/crm/objects/${API_DATE}/companies/batch/read`;
const ACCOUNT_URL = `https://api.hubapi.com/account-info/${API_DATE}/details`;
/** As many names as one batch read carries; nobody picks from more. */
const MAX_NAMED = 100;

/** Objects that have companies, as paths name them. */
const PATH_OF: ReadonlyMap<string, string> = new Map([
  ['contact', 'contacts'],
  ['deal', 'deals'],
  ['quote', 'quotes'],
]);

export interface HubspotReaderOptions {
  readonly portalId: string;
  readonly session: CrmSession;
  readonly call?: Call;
  readonly now?: () => number;
}

/** Reads a portal with the rights of the session. Rejects with `FailureError`; retries nothing. */
export const hubspotReader = ({
  portalId,
  session,
  call = networkCall,
  now = Date.now,
}: HubspotReaderOptions): CrmReader => {
  const callWith = (signal: AbortSignal): CrmCall => {
    const refusal = (answer: HttpAnswer) => hubspotRefusal(answer, now());
    return authorizedCall({ call, session, signal, refusal });
  };
  const objects = (signal: AbortSignal) =>
    new PromiseBasicApi(createConfiguration({ httpApi: httpLibrary(callWith(signal)) }));

  const ownId = (record: RecordRef): string => {
    assertOwnRecord(record, 'hubspot', portalId);
    if (!objectId.safeParse(record.id).success) throw new FailureError({ code: 'crm.invalid' });
    return record.id;
  };
  const companyRef = (id: string): RecordRef => ({ system: 'hubspot', org: portalId, object: 'company', id });

  /** A portal with one currency writes none on its deals. Where the account does not tell either, it is not known. */
  const homeCurrency = async (signal: AbortSignal): Promise<string | null> => {
    const answer = callWith(signal)({ method: 'GET', url: ACCOUNT_URL }).then(({ text }) => parseJson(text));
    return (await unlessRefused(readAnswer(answer, account)))?.companyCurrency ?? null;
  };

  /** Names only where there is a choice: they take a second call. */
  const companiesFrom = async (
    associations: z.infer<typeof withCompanies>['associations'],
    signal: AbortSignal,
  ): Promise<NamedCompany[]> => {
    const ids = primaryFirst(associations?.companies?.results ?? []);
    const names = ids.length < 2 ? new Map<string, string | null>() : await namesOf(ids, signal);
    return ids.map((id) => ({ record: companyRef(id), name: names.get(id) ?? null }));
  };

  const namesOf = async (
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string | null>> => {
    const inputs = ids.slice(0, MAX_NAMED).map((id) => ({ id }));
    const answer = callWith(signal)({
      method: 'POST',
      url: COMPANIES_URL,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ properties: ['name'], propertiesWithHistory: [], inputs }),
    }).then(({ text }) => parseJson(text));
    const found = await unlessRefused(readAnswer(answer, named));
    return new Map((found?.results ?? []).map((each) => [each.id, each.properties.name]));
  };

  return {
    system: 'hubspot',

    async contextOf(record, signal): Promise<RecordContext> {
      const id = ownId(record);
      if (record.object === 'company')
        return { companies: [{ record: companyRef(id), name: null }], deal: null };
      const path = PATH_OF.get(record.object);
      if (path === undefined) return { companies: [], deal: null };
      if (record.object === 'deal') {
        const wanted = Object.keys(deal.shape.properties.shape);
        const answer = objects(signal).getById(path, id, wanted, undefined, ['companies']);
        const { associations, properties: found } = await readAnswer(answer, deal);
        const currency = found.deal_currency_code ?? (await homeCurrency(signal));
        return {
          companies: await companiesFrom(associations, signal),
          deal: { name: found.dealname, amount: found.amount, currency },
        };
      }
      const answer = objects(signal).getById(path, id, undefined, undefined, ['companies']);
      const { associations } = await readAnswer(answer, withCompanies);
      return { companies: await companiesFrom(associations, signal), deal: null };
    },

    /** After a merge the old ids answer with the new one: `record` is what the portal says now. */
    async identify(record, signal): Promise<CompanyIdentity> {
      const id = ownId(record);
      if (record.object !== 'company') throw new FailureError({ code: 'crm.invalid' });
      const wanted = Object.keys(company.shape.properties.shape);
      const found = await readAnswer(objects(signal).getById('companies', id, wanted), company);
      const { name, domain, website, phone, city, country } = found.properties;
      return {
        record: companyRef(found.id),
        isPerson: false,
        name,
        website: website ?? domain,
        email: null,
        phone,
        city,
        country,
      };
    },

    async countFields(signal) {
      // Without the generated client: its properties part would bring all of its plumbing along a second time.
      const answer = getEither(callWith(signal), propertiesPaths('companies')).then(({ text }) =>
        parseJson(text),
      );
      const { results } = await readAnswer(answer, properties);
      return results.length;
    },
  };
};

/** What only makes an answer easier to read must not stop it. */
const unlessRefused = async <T>(read: Promise<T>): Promise<T | null> => {
  try {
    return await read;
  } catch (error) {
    if (error instanceof FailureError && error.failure.code !== 'cancelled') return null;
    throw error;
  }
};

/** One id per company. The primary one has a plain type (`deal_to_company`), the others only `…_unlabeled` or a label's. */
const primaryFirst = (associated: readonly { readonly id: string; readonly type: string }[]): string[] => {
  const isPrimary = ({ type }: { readonly type: string }) => /^[a-z]+_to_company$/.test(type);
  return [...new Set([...associated.filter(isPrimary), ...associated].map(({ id }) => id))];
};
