import type { CrmSystem, RecordRef } from '../erp/api/record.ts';

/** A record page, as read from its address alone. */
export interface RecordPage {
  readonly record: RecordRef;
  readonly kind: RecordKind;
  /** Host of the page, e.g. `acme.lightning.force.com`. */
  readonly host: string;
}
export type RecordKind = 'account' | 'contact' | 'opportunity' | 'quote' | 'lead';

/** What a CRM knows about a company, as far as matching needs it. Absent = not filled or not visible. */
export interface CompanyIdentity {
  readonly record: RecordRef;
  /** A person account: its own customer, with a person's name. */
  readonly isPerson: boolean;
  readonly name: string | null;
  readonly website: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** A company of a record; null name = not told. */
export interface NamedCompany {
  readonly record: RecordRef;
  readonly name: string | null;
}

/** What an opportunity is worth, as its CRM says: major units as decimal text, ISO 4217; null = not told. */
interface CrmDeal {
  readonly name: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

/** Where a record belongs. `companies`: an account itself, a contact's or deal's companies, the main one first; [] = it has none. */
export interface RecordContext {
  readonly companies: readonly NamedCompany[];
  /** null = the record is no opportunity. */
  readonly deal: CrmDeal | null;
}

/** Reading side of a CRM, as the panel needs it. Every call can be aborted and never hangs. */
export interface CrmReader {
  readonly system: CrmSystem;
  contextOf(record: RecordRef, signal: AbortSignal): Promise<RecordContext>;
  /** A company, or a lead's: the company that it will become. */
  identify(company: RecordRef, signal: AbortSignal): Promise<CompanyIdentity>;
  /** Field list of the company object: what "Test Connection" reads. */
  countFields(signal: AbortSignal): Promise<number>;
}

/** What the loader needs of a CRM: no network, no DOM. One per CRM, listed in `pages.ts`. */
export interface CrmPages {
  readonly system: CrmSystem;
  /** Match patterns for the manifest's content script. */
  readonly matches: readonly string[];
  /** Which record is this page? null on lists, Setup, editors and everything else. */
  recordOf(location: Pick<URL, 'hostname' | 'pathname' | 'search'>): RecordPage | null;
  /** Address of a record's page. */
  urlOf(record: RecordRef, host: string): string;
}
