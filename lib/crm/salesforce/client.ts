import { Connection } from 'jsforce/lib/connection.js';
import * as z from 'zod';
import type { RecordRef } from '../../erp/api/record.ts';
import { FailureError } from '../../failure.ts';
import { type Call, call as networkCall } from '../../http/call.ts';
import { authorizedCall } from '../authorizedCall.ts';
import { assertOwnRecord } from '../ownRecord.ts';
import type { CompanyIdentity, CrmReader } from '../port.ts';
import { readAnswer } from '../readAnswer.ts';
import type { CrmSession } from '../session.ts';
import { textOrNull } from '../textOrNull.ts';
import { recordId18 } from './recordId.ts';
import { salesforceRefusal } from './refusal.ts';
import { CallTransport } from './transport.ts';

/** Summer '26. */
const API_VERSION = '67.0';

const recordId = z.string().transform((id, context) => {
  const id18 = recordId18(id);
  if (id18 !== null) return id18;
  context.addIssue('not a record id');
  return z.NEVER;
});
const withAccount = z.object({ AccountId: recordId.nullable() });
const account = z.object({
  Id: recordId,
  Name: textOrNull,
  Website: textOrNull,
  Phone: textOrNull,
  BillingCity: textOrNull,
  BillingCountry: textOrNull,
  /** Person accounts alone have one. */
  PersonEmail: textOrNull,
});
const describe = z.object({ fields: z.array(z.object({ name: z.string() })).min(1) });

/** Objects that say which account they belong to. A lead belongs to none yet. */
const WITH_ACCOUNT = ['Contact', 'Opportunity', 'Quote'];

export interface SalesforceReaderOptions {
  /** `https://acme.my.salesforce.com`. */
  readonly instanceUrl: string;
  readonly session: CrmSession;
  readonly call?: Call;
  readonly now?: () => number;
}

/**
 * Reads an org with the user's own rights. Rejects with `FailureError`; retries nothing.
 * Absent on purpose: the further companies of a contact (AccountContactRelation), which would double the calls of every contact's page.
 */
export const salesforceReader = ({
  instanceUrl,
  session,
  call = networkCall,
  now = Date.now,
}: SalesforceReaderOptions): CrmReader => {
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

  return {
    system: 'salesforce',

    async companiesOf(record, signal) {
      const id = ownId(record);
      if (record.object === 'Account') return [accountRef(id)];
      if (!WITH_ACCOUNT.includes(record.object)) return [];
      const answer = connect(signal).retrieve(record.object, id, { fields: ['AccountId'] });
      const { AccountId } = await readAnswer(answer, withAccount);
      return AccountId === null ? [] : [accountRef(AccountId)];
    },

    async identify(company, signal): Promise<CompanyIdentity> {
      const id = ownId(company);
      if (company.object !== 'Account') throw new FailureError({ code: 'crm.invalid' });
      // No list of fields: naming one that the user may not see refuses the whole read, leaving it out leaves only that one out.
      const found = await readAnswer(connect(signal).retrieve('Account', id), account);
      return {
        record: accountRef(found.Id),
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
  };
};
