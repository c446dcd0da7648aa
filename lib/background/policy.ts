import { browser } from 'wxt/browser';
import * as z from 'zod';

const hours = z.number().min(0).max(24);

/** What the company's browser policy presets. `public/managed-schema.json` tells the browser the same. */
const policySchema = z.object({
  erpAddress: z.string().optional().catch(undefined),
  salesforceHost: z.string().optional().catch(undefined),
  salesforceConsumerKey: z.string().optional().catch(undefined),
  /** false forbids HubSpot's account-wide Service Keys. */
  allowServiceKey: z.boolean().catch(true),
  /** How long the encrypted read cache may answer; 0 = nothing is kept. */
  cacheHours: hours.catch(24),
  /** false forbids to keep the cache's key when the browser closes. */
  allowOfflineReading: z.boolean().catch(true),
  /** Where people find help, shown beside what only somebody else can mend. An https or mailto address. */
  supportUrl: z.string().optional().catch(undefined),
  /** Kill switch: true turns the panel off and asks the ERP nothing. */
  disabled: z.boolean().catch(false),
});
export type Policy = z.infer<typeof policySchema>;

/** Without a policy every key is absent. A key of the wrong type counts as absent, as browsers treat it. */
export const readPolicy = async (): Promise<Policy> => policySchema.parse(await managedValues());

// Firefox rejects where no policy is installed at all, instead of answering that nothing is set.
const managedValues = async (): Promise<Record<string, unknown>> => {
  try {
    return await browser.storage.managed.get();
  } catch {
    return {};
  }
};

/** The fields of Options that policy has filled and nobody may edit. */
export const managedKeys = (policy: Policy): readonly string[] => [
  ...(policy.erpAddress === undefined ? [] : ['erp.address']),
  ...(policy.salesforceHost === undefined ? [] : ['salesforce.host']),
  ...(policy.salesforceConsumerKey === undefined ? [] : ['salesforce.consumerKey']),
  ...(policy.allowServiceKey ? [] : ['hubspot.serviceKey']),
];
