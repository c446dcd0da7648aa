import type { HubspotAccess, HubspotSetup } from '../../api/hubspotConnection.ts';
import type { Caller } from '../access/caller.ts';

export interface HubspotSignIn {
  readonly setup: HubspotSetup;
  exchange(caller: Caller, code: string, redirectUri: string): Promise<HubspotAccess>;
  refresh(caller: Caller): Promise<HubspotAccess>;
  disconnect(caller: Caller): Promise<void>;
}
