import type { Call } from '../http/call.ts';
import { customer } from './client/customer.ts';
import { customers } from './client/customers.ts';
import { documents } from './client/documents.ts';
import {
  hubspotDisconnect,
  hubspotExchange,
  hubspotSetup,
  hubspotToken,
} from './client/hubspotConnection.ts';
import { link, unlink } from './client/link.ts';
import { match } from './client/match.ts';
import { me } from './client/me.ts';
import { allowLink, neverLink } from './client/neverLink.ts';
import { recordView } from './client/recordView.ts';
import { peopleCalls } from './client/sync/peopleCalls.ts';
import { syncCalls } from './client/sync/syncCalls.ts';

/** Where the ERP API is and who asks. `address` as `erpAddress` normalises it: no trailing slash, no query. */
export interface ErpConnection {
  readonly address: string;
  readonly token: string;
}

export interface ErpEdge {
  readonly call: Call;
  /** Epoch ms, our clock. */
  readonly now: () => number;
}

/**
 * The ERP API as the worker uses it. Every method takes an AbortSignal, answers what the contract in `lib/erp/api` promises, or
 * throws a `FailureError` with an `erp.*` code (`cancelled` and `offline` aside). Nothing is retried and nothing cached here.
 */
export const erpClient = (connection: ErpConnection, edge: ErpEdge) => {
  const door = { ...connection, ...edge };
  return {
    me: me(door),
    recordView: recordView(door),
    customer: customer(door),
    customers: customers(door),
    documents: documents(door),
    match: match(door),
    link: link(door),
    unlink: unlink(door),
    neverLink: neverLink(door),
    allowLink: allowLink(door),
    hubspotSetup: hubspotSetup(door),
    hubspotExchange: hubspotExchange(door),
    hubspotToken: hubspotToken(door),
    hubspotDisconnect: hubspotDisconnect(door),
    sync: syncCalls(door),
    /** The same for a sync that is under way: its id goes with every question. */
    during: (syncId: string) => syncCalls({ ...door, syncId }),
    people: peopleCalls(door),
  };
};
export type ErpClient = ReturnType<typeof erpClient>;
