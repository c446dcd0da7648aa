import { Connection } from 'jsforce/lib/connection.js';
import * as z from 'zod';
import type { RecordRef } from '../../erp/api/record.ts';
import { type FailureCode, FailureError } from '../../failure.ts';
import { type Call, call as networkCall } from '../../http/call.ts';
import { authorizedCall } from '../authorizedCall.ts';
import { assertOwnRecord } from '../ownRecord.ts';
import type { CompanyIdentity, CrmReader, NamedCompany, RecordContext } from '../port.ts';
import { readAnswer } from '../readAnswer.ts';
import type { CrmSession } from '../session.ts';
import { textOrNull } from '../textOrNull.ts';
import { API_VERSION } from './apiVersion.ts';
import { recordId18 } from './recordId.ts';
import { salesforceRefusal } from './refusal.ts';
import { CallTransport } from './transport.ts';

const recordId = z.string().transform((id, context) => {
  const id18 = recordId18(id);
  if (id18 !== null) return id18;
  context.addIssue('not a record id');
  return z.NEVER;
});
const withAccount = z.object({ AccountId: recordId.nullable() });
/** `CurrencyIsoCode` exists in orgs with several currencies only. */
const opportunity = withAccount.extend({
  Name: textOrNull,
  Amount: z.number().nullish(),
  CurrencyIsoCode: textOrNull,
});
const relation = z.object({
  AccountId: recordId,
  Account: z.object({ Name: textOrNull }).nullish(),
});
const relations = z.object({ records: z.array(relation) });
const lead = z.object({
  Id: recordId,
  Company: textOrNull,
  Website: textOrNull,
  Email: textOrNull,
  Phone: textOrNull,
  City: textOrNull,
  Country: textOrNull,
});
const account = z.object({
  Id: recordId,
  Name: textOrNull,
  Website: textOrNull,
  Phone: textOrNull,
  BillingCity: textOrNull,
  BillingCountry: textOrNull,
  /** Person accounts alone have one. */
  PersonEmail: textOrNull,
  IsPersonAccount: z.boolean().nullish(),
});
const describe = z.object({ fields: z.array(z.object({ name: z.string() })).min(1) });

/** Objects that say which account they belong to, and nothing else that is wanted. A lead belongs to none yet. */
const WITH_ACCOUNT = ['Contact', 'Quote'];

const NO_COMPANY: RecordContext = { companies: [], deal: null };
const only = (record: RecordRef): RecordContext => ({ companies: [{ record, name: null }], deal: null });

/** A number as the digits that were booked; null where JSON's number could not carry it. */
const amountText = (amount: number | null | undefined): string | null =>
  amount == null || !Number.isFinite(amount) || Math.abs(amount) >= 1e12 ? null : String(amount);

/** `AccountContactRelation` unknown to the org (INVALID_TYPE), or hidden from the user. */
const LACKS_RELATIONS: readonly FailureCode[] = ['crm.invalid', 'crm.forbidden', 'crm.notFound'];

export interface SalesforceReaderOptions {
  /** `https://acme.my.salesforce.com`. */
  readonly instanceUrl: string;
  readonly session: CrmSession;
  readonly call?: Call;
  readonly now?: () => number;
  /** Orgs found to relate a contact to one account only; asked about that once. */
  readonly singleAccountOrgs?: Set<string>;
}

export interface SalesforceReader extends CrmReader {
  /** Whether the org's records name their currency. An org that knows a single one leaves it unsaid. */
  hasCurrencies(signal: AbortSignal): Promise<boolean>;
}

/** Reads an org with the user's own rights. Rejects with `FailureError`; retries nothing. */
export const salesforceReader = ({
  instanceUrl,
  session,
  call = networkCall,
  now = Date.now,
  singleAccountOrgs = new Set(),
}: SalesforceReaderOptions): SalesforceReader => {
  const org = new URL(instanceUrl).hostname;

  const connect = (signal: AbortSignal): Connection => {
    const connection = new Connection({ instanceUrl, version: API_VERSION });
    const refusal = (answer: Parameters<typeof salesforceRefusal>[0]) => salesforceRefusal(answer, now());
    connection._transport = new CallTransport(authorizedCall({ call, session, signal, refusal }));
    return connection;
  };

  /** The id goes into a path: it is checked even though the contract's schema has done so. */
  const ownId = (record: RecordRef): string => {
    assertOwnRecord(record, 'salesforce', org);
    const id = recordId18(record.id);
    if (id === null) throw new FailureError({ code: 'crm.invalid' });
    return id;
  };
  const accountRef = (id: string): RecordRef => ({ system: 'salesforce', org, object: 'Account', id });

  /** [] = the contact has none, or this org relates contacts to one account only; then `Contact.AccountId` tells. */
  const relatedAccounts = async (contact: string, signal: AbortSignal): Promise<NamedCompany[]> => {
    if (singleAccountOrgs.has(org)) return [];
    const soql = `SELECT AccountId, Account.Name FROM AccountContactRelation WHERE ContactId = '${contact}' AND IsActive = true ORDER BY IsDirect DESC, AccountId ASC`;
    try {
      const { records } = await readAnswer(
        connect(signal).request(`/query?q=${encodeURIComponent(soql)}`),
        relations,
      );
      return records.map(({ AccountId, Account }) => ({
        record: accountRef(AccountId),
        name: Account?.Name ?? null,
      }));
    } catch (error) {
      if (!(error instanceof FailureError) || !LACKS_RELATIONS.includes(error.failure.code)) throw error;
      singleAccountOrgs.add(org);
      return [];
    }
  };

  const identifyLead = async (id: string, signal: AbortSignal): Promise<CompanyIdentity> => {
    const found = await readAnswer(connect(signal).retrieve('Lead', id), lead);
    return {
      record: { system: 'salesforce', org, object: 'Lead', id: found.Id },
      isPerson: false,
      name: found.Company,
      website: found.Website,
      email: found.Email,
      phone: found.Phone,
      city: found.City,
      country: found.Country,
    };
  };

  return {
    system: 'salesforce',

    async contextOf(record, signal): Promise<RecordContext> {
      const id = ownId(record);
      if (record.object === 'Account') return only(accountRef(id));
      if (record.object === 'Opportunity') {
        // No list of fields: an org with one currency refuses the whole read over `CurrencyIsoCode`.
        const found = await readAnswer(connect(signal).retrieve('Opportunity', id), opportunity);
        const deal = { name: found.Name, amount: amountText(found.Amount), currency: found.CurrencyIsoCode };
        return { ...(found.AccountId === null ? NO_COMPANY : only(accountRef(found.AccountId))), deal };
      }
      if (!WITH_ACCOUNT.includes(record.object)) return NO_COMPANY;
      const related = record.object === 'Contact' ? await relatedAccounts(id, signal) : [];
      if (related.length > 0) return { companies: related, deal: null };
      const answer = connect(signal).retrieve(record.object, id, { fields: ['AccountId'] });
      const { AccountId } = await readAnswer(answer, withAccount);
      return AccountId === null ? NO_COMPANY : only(accountRef(AccountId));
    },

    async identify(company, signal): Promise<CompanyIdentity> {
      const id = ownId(company);
      if (company.object === 'Lead') return identifyLead(id, signal);
      if (company.object !== 'Account') throw new FailureError({ code: 'crm.invalid' });
      // No list of fields: naming one that the user may not see refuses the whole read, leaving it out leaves only that one out.
      const found = await readAnswer(connect(signal).retrieve('Account', id), account);
      return {
        record: accountRef(found.Id),
        isPerson: found.IsPersonAccount === true,
        name: found.Name,
        website: found.Website,
        email: found.PersonEmail,
        phone: found.Phone,
        city: found.BillingCity,
        country: found.BillingCountry,
      };
    },

    async countFields(signal) {
      const { fields } = await readAnswer(connect(signal).describe('Account'), describe);
      return fields.length;
    },

    async hasCurrencies(signal) {
      const { fields } = await readAnswer(connect(signal).describe('Account'), describe);
      return fields.some(({ name }) => name === 'CurrencyIsoCode');
    },
  };
};
