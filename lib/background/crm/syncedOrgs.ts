import type { DescriptionStore } from '../../crm/descriptions.ts';
import { hubspotSync } from '../../crm/hubspot/sync/hubspotSync.ts';
import { pageHostOf } from '../../crm/salesforce/clouds.ts';
import { salesforceSync } from '../../crm/salesforce/sync/salesforceSync.ts';
import type { CrmSession } from '../../crm/session.ts';
import type { CrmSync } from '../../crm/syncPort.ts';
import type { ErpObject } from '../../erp/api/erpFields.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import { DEFAULT_MAPPINGS } from '../../mapping/defaults/registry.ts';
import { KEY_FIELD } from '../../mapping/keyField.ts';
import type { FieldName } from '../../sync/ids.ts';
import { type OrgConnection, readOrgs } from '../orgStore.ts';
import type { ConnectedCrm } from '../sync/connectedCrm.ts';
import type { CrmParts } from './crmParts.ts';

/** By CRM object: all of those that the sync makes records of. */
const keysOf = (system: CrmSystem): Readonly<Record<string, FieldName>> =>
  Object.fromEntries(
    DEFAULT_MAPPINGS.filter((pair) => pair.system === system && CREATABLE.includes(pair.erpObject)).map(
      ({ object }) => [object, KEY_FIELD[system] as FieldName],
    ),
  );
/** Deals are the CRM's own. */
const CREATABLE: readonly ErpObject[] = ['customer', 'contact', 'quote', 'order'];

/** A page of another region leads on to the right one. */
const HUBSPOT_HOST = 'app.hubspot.com';

interface Sessions {
  salesforce(connection: OrgConnection<'salesforce'>): CrmSession;
  hubspot(connection: OrgConnection<'hubspot'>): CrmSession;
}

/** Names that all begin so are forgotten with the connection. */
export const describedNames = (system: CrmSystem, org: string): string => `described ${system} ${org} `;

/** Every connected org as the sync uses it. What an org has told a user of its objects outlives the worker. */
export const syncedOrgs = (parts: CrmParts, sessions: Sessions): (() => Promise<readonly ConnectedCrm[]>) => {
  const { budgets, edge, values, clock } = parts;
  const made = new Map<string, CrmSync>();
  const once = (name: string, make: () => CrmSync): CrmSync => {
    const sync = made.get(name) ?? make();
    made.set(name, sync);
    return sync;
  };
  const descriptions = (system: CrmSystem, org: string, user: string | null): DescriptionStore => {
    const name = (of: string) => `${describedNames(system, org)}${user} ${of}`;
    return {
      read: (of) => values.read(name(of)),
      write: (of, value) => values.write(name(of), value),
      remove: (of) => values.remove(name(of)),
    };
  };
  const isOnline = () => globalThis.navigator?.onLine !== false;

  const salesforce = (connection: OrgConnection<'salesforce'>): ConnectedCrm => {
    const { host: org, label, consumerKey, currency } = connection;
    const user = connection.ownerId ?? connection.user;
    const sync = once(`salesforce ${org} ${consumerKey} ${currency} ${user}`, () =>
      salesforceSync({
        instanceUrl: `https://${org}`,
        session: sessions.salesforce(connection),
        keyFields: keysOf('salesforce'),
        currency,
        descriptions: descriptions('salesforce', org, user),
        elapsed: clock.elapsed,
        now: edge.now,
        call: edge.call,
        budgeted: budgets.within('salesforce', org, 'sync'),
        isOnline,
      }),
    );
    return connected('salesforce', org, { label, user, sync, pageHost: pageHostOf(org) });
  };

  const hubspot = (connection: OrgConnection<'hubspot'>): ConnectedCrm => {
    const { portalId: org, label, mode } = connection;
    const user = connection.ownerId ?? connection.user;
    const sync = once(`hubspot ${org} ${mode} ${user}`, () =>
      hubspotSync({
        portalId: org,
        session: sessions.hubspot(connection),
        call: edge.call,
        budgeted: budgets.within('hubspot', org, 'sync'),
        clock: { now: edge.now, ...clock },
        isOnline,
        descriptions: descriptions('hubspot', org, user),
        archivedPlaces: {
          read: (object) => values.read(`archived ${org} ${user} ${object}`),
          write: (object, place) => values.write(`archived ${org} ${user} ${object}`, place),
        },
        keyProperties: keysOf('hubspot'),
        inTimeZone: (zone) => budgets.of('hubspot', org).inTimeZone(zone),
      }),
    );
    return connected('hubspot', org, { label, user, sync, pageHost: HUBSPOT_HOST });
  };

  const connected = (
    system: CrmSystem,
    org: string,
    rest: Pick<ConnectedCrm, 'label' | 'user' | 'sync' | 'pageHost'>,
  ): ConnectedCrm => ({
    system,
    org,
    ...rest,
    limits: async () => {
      const { paused, day } = await budgets.of(system, org).state();
      return {
        pausedUntil: paused?.until ?? null,
        day: day === null ? null : { used: day.used, limit: day.limit },
      };
    },
  });

  return async () => [
    ...(await readOrgs('salesforce')).map(salesforce),
    ...(await readOrgs('hubspot')).map(hubspot),
  ];
};
