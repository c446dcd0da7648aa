import type { CrmSystem } from '../../../lib/erp/api/record.ts';

/** What a simulated CRM in a thread is started with. */
export interface CrmThreadData {
  readonly crm: CrmSystem;
  readonly records: number;
  /** Whether it refuses whoever asks too often. */
  readonly limits: boolean;
  readonly shared: SharedArrayBuffer;
}

export type Question =
  | { readonly kind: 'token' }
  | { readonly kind: 'edit'; readonly round: number }
  | { readonly kind: 'phones' }
  | {
      readonly kind: 'fetch';
      readonly url: string;
      readonly method: string;
      readonly headers: readonly [string, string][];
      readonly body: string | null;
    };
export interface Asked {
  readonly id: number;
  readonly question: Question;
}
export interface Told {
  readonly status: number;
  readonly headers: readonly [string, string][];
  readonly body: string;
}
