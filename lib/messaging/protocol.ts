import type { NamedCompany, RecordPage } from '../crm/port.ts';
import type { CustomerSummary, RecordView } from '../erp/api/customer.ts';
import type { ListKind, ListPage } from '../erp/api/lists.ts';
import type { MatchSuggestion } from '../erp/api/match.ts';
import type { Me } from '../erp/api/me.ts';
import type { CrmSystem, RecordRef } from '../erp/api/record.ts';
import type { Failure } from '../failure.ts';
import type { ConflictProtocol, ConflictTicket, DecisionOutcome } from './conflictMessages.ts';
import type { MappingProtocol } from './mappingMessages.ts';
import type { BrakeQuestion, Proposal, SyncProtocol, SyncStatus } from './syncMessages.ts';

/** Figures with the moment the ERP API vouched for them. */
export interface Dated<T> {
  readonly value: T;
  /** Epoch ms, ERP API's clock translated to ours. */
  readonly fetchedAt: number;
}

/** What the panel knows of a record. `via`: the company that a contact, deal or quote belongs to. */
export interface PanelView {
  readonly view: RecordView;
  readonly via: RecordRef | null;
  /** Every company of the record, the main one first; [] where the record is the company itself. */
  readonly companies: readonly NamedCompany[];
  /** Whether the ERP role allows linking. */
  readonly canLink: boolean;
}

export interface PanelPreferences {
  readonly open: boolean;
  /** Distance from the viewport's edges in CSS px; null = never moved. */
  readonly position: { readonly right: number; readonly top: number } | null;
  /** Open, it takes the whole right edge between the page's bars instead of its place. */
  readonly docked: boolean;
}

export type ConnectionState =
  | { readonly state: 'disconnected' }
  | {
      readonly state: 'connected';
      readonly label: string;
      readonly user: string | null;
      readonly expiresAt: number | null;
    }
  | { readonly state: 'failed'; readonly label: string; readonly failure: Failure };

export type SalesforceConnection = ConnectionState & {
  readonly host: string;
  readonly consumerKey: string;
  /** Whether its records name their currency; null = not asked yet. */
  readonly hasCurrencies: boolean | null;
  /** ISO 4217, as a person has said of an org whose records name none. */
  readonly currency: string | null;
};
export type HubspotConnection = ConnectionState & {
  readonly portalId: string;
  readonly mode: 'oauth' | 'serviceKey';
};

export interface Connections {
  readonly erp: ConnectionState & { readonly address: string | null };
  /** Every connected org, in the order they were connected. */
  readonly salesforce: readonly SalesforceConnection[];
  readonly hubspot: readonly HubspotConnection[];
  /** What the company's browser policy fills in for an org that is not connected yet. */
  readonly presets: { readonly salesforceHost: string | null; readonly salesforceConsumerKey: string | null };
  /** Keys that the company's browser policy has set and that cannot be edited here. */
  readonly managed: readonly string[];
}

/** Whether figures that were read stay readable, encrypted, when the browser is closed. */
export interface OfflineReading {
  readonly keep: boolean;
  /** false: the company's policy forbids it. */
  readonly isAllowed: boolean;
  /** How long figures may be shown from the cache at all. */
  readonly hours: number;
}

/** "Connected ✓" only if the field list came back: `fields` is counted from it. */
export interface TestResult {
  readonly fields: number;
  readonly label: string;
}

export interface FoundCustomer {
  readonly customer: CustomerSummary;
  /** One address per linked CRM record. */
  readonly pages: readonly { readonly system: CrmSystem; readonly url: string }[];
}

/** One page of a list, with the name of the list: an answer is never taken for one of another kind. */
export type DocumentsAnswer = { [K in ListKind]: { readonly kind: K } & ListPage<K> }[ListKind];

/**
 * What can be written about a record and a customer. `allowLink` takes a `neverLink` back. `linkDeal` and `unlinkDeal` are about the
 * opportunity of the page itself, the others about its company.
 */
export const LINK_CHANGES = ['link', 'unlink', 'neverLink', 'allowLink', 'linkDeal', 'unlinkDeal'] as const;
export type LinkChange = (typeof LINK_CHANGES)[number];

/** Customers that a record's company may be. */
export interface Suggestions {
  /** The CRM says that the company is a person: a person account, which is its own customer. */
  readonly isPerson: boolean;
  readonly suggestions: readonly MatchSuggestion[];
}

/** What is shown before a run that the brake stopped goes on. */
interface BrakeTicket {
  readonly kind: 'brake';
  readonly brake: BrakeQuestion;
}

/** What a confirm frame shows before a write, whatever is written. Only the worker fills it; the page cannot. */
export type ConfirmTicket = LinkTicket | ConflictTicket | BrakeTicket;

export interface LinkTicket {
  readonly kind: LinkChange;
  readonly record: RecordRef;
  /** Name of the record as the CRM's API gives it; null where the CRM is not connected. */
  readonly recordName: string | null;
  readonly customer: { readonly id: string; readonly name: string };
  readonly erp: string;
}

/**
 * Every message of the extension: what is asked, what is answered. Who may send each stands in `access.ts`, the schema of each
 * request in `requests.ts`. Worker → tab messages are in `TabProtocol`.
 */
interface Protocol extends SyncProtocol, ConflictProtocol, MappingProtocol {
  /** Bring the panel into the sending tab's top frame. `now`: somebody wants it, whatever the page still loads. */
  'panel.mount': { request: { now?: boolean | undefined }; answer: null };
  'panel.preferences.read': { request: Record<never, never>; answer: PanelPreferences };
  'panel.preferences.write': { request: PanelPreferences; answer: null };
  /** From the cache alone, never waits for the network. */
  'record.cached': { request: { page: RecordPage }; answer: Dated<PanelView> | null };
  /** From the ERP API, revalidated. `requestId` names it for `request.cancel`; `company` is the one chosen of several. */
  'record.view': {
    request: { page: RecordPage; requestId: string; company?: string | undefined };
    answer: Dated<PanelView>;
  };
  /** More of one of a linked customer's lists, newest first; `cursor` null = from its beginning. */
  'customer.documents': {
    request: {
      page: RecordPage;
      customer: string;
      kind: ListKind;
      cursor: string | null;
      requestId: string;
      company?: string | undefined;
    };
    answer: DocumentsAnswer;
  };
  'record.suggestions': {
    request: { page: RecordPage; requestId: string; company?: string | undefined };
    answer: Suggestions;
  };
  'request.cancel': { request: { requestId: string }; answer: null };
  /** Ask for a write; answers the address of the confirm frame that shows it. */
  'link.propose': {
    request: { page: RecordPage; customer: string; change: LinkChange; company?: string | undefined };
    answer: Proposal;
  };
  'confirm.read': { request: { ticket: string }; answer: ConfirmTicket };
  /** null = all of it was written; else what became of each of the ticket's decisions, in their order. */
  'confirm.accept': { request: { ticket: string }; answer: readonly DecisionOutcome[] | null };
  'confirm.decline': { request: { ticket: string }; answer: null };
  'customers.search': { request: { query: string; requestId: string }; answer: readonly FoundCustomer[] };
  'offlineReading.read': { request: Record<never, never>; answer: OfflineReading };
  'offlineReading.write': { request: { keep: boolean }; answer: OfflineReading };
  'options.open': { request: Record<never, never>; answer: null };
  'connections.read': { request: Record<never, never>; answer: Connections };
  'erp.connect': { request: { address: string; token: string }; answer: Me };
  'erp.test': { request: Record<never, never>; answer: Me };
  'erp.disconnect': { request: Record<never, never>; answer: null };
  'salesforce.connect': { request: { host: string; consumerKey: string }; answer: TestResult };
  'hubspot.connect': {
    request: { mode: 'oauth' } | { mode: 'serviceKey'; serviceKey: string };
    answer: TestResult;
  };
  /** Which currency an org with only one has; null = not said. */
  'salesforce.currency': { request: { org: string; currency: string | null }; answer: null };
  /** `org`: as records name it, a My Domain host or a portal's id. */
  'crm.test': { request: { system: CrmSystem; org: string }; answer: TestResult };
  'crm.disconnect': { request: { system: CrmSystem; org: string }; answer: null };
}
export type MessageName = keyof Protocol;
export type Request<N extends MessageName> = Protocol[N]['request'];
export type Answer<N extends MessageName> = Protocol[N]['answer'];

/** Worker → content script of one tab. */
export type TabMessage =
  | { readonly name: 'panel.toggle' }
  /** Something about this record changed (a link was confirmed): ask again. */
  | { readonly name: 'record.changed'; readonly key: string }
  /** A sign-in began, ended or was refused: what was read before may no longer be shown; ask again. */
  | { readonly name: 'connections.changed' }
  /** A sync began, moved on or ended: what `sync.recordStatus` answers may have changed. */
  | { readonly name: 'sync.changed'; readonly isRunning: boolean }
  /** The confirm frame of this ticket is done. */
  | { readonly name: 'confirm.closed'; readonly ticket: string; readonly accepted: boolean };

/** Worker → our own open pages. One that opens later asks `sync.status`. */
export interface PageMessage {
  readonly name: 'sync.changed';
  readonly status: SyncStatus;
}

export type Reply<N extends MessageName> =
  | { readonly ok: true; readonly value: Answer<N> }
  | { readonly ok: false; readonly failure: Failure };
