/** A simulated CRM in a thread of its own: what it takes blocks nobody in the worker that asks it, and is not in the worker's memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { ALL_SCOPES, KEY } from '../../world/hubspot/fixture.ts';
import { createHubspotPortal } from '../../world/hubspot/portal.ts';
import { idOf } from '../../world/salesforce/ids.ts';
import { createSalesforceOrg } from '../../world/salesforce/org.ts';
import type { Asked, CrmThreadData, Question, Told } from './crmMessages.ts';
import { PORTAL, phoneOf } from './names.ts';
import { virtualClock } from './virtualClock.ts';

interface SimulatedCrm {
  fetch(request: Request): Promise<Response>;
  readonly token: string;
  /** Somebody gives each record another telephone number. */
  edit(round: number): void;
  phones(): readonly unknown[];
}

const { crm, records, limits, shared } = workerData as CrmThreadData;
const clock = virtualClock(shared);
const numbers = Array.from({ length: records }, (_, index) => index + 1);

const salesforce = (): SimulatedCrm => {
  const org = createSalesforceOrg({
    myDomain: 'acme',
    now: clock.now,
    records: {
      Account: numbers.map((n) => ({
        Id: idOf('Account', n),
        Name: `Company ${n}`,
        Phone: phoneOf(n, 0),
        BillingCity: 'Kiel',
        Website: 'https://company.example',
      })),
    },
  });
  if (!limits) org.bites.off('requestLimit');
  return {
    fetch: (request) => org.fetch(request),
    token: org.accessToken(),
    edit: (round) => {
      for (const n of numbers) org.update(idOf('Account', n), { Phone: phoneOf(n, round) });
    },
    phones: () => org.records('Account').map(({ Phone }) => Phone),
  };
};

const hubspot = (): SimulatedCrm => {
  const world = createHubspotPortal({
    now: clock.now,
    seed: 7,
    // Checked by the tests of the adapter; here it would only take the machine's time.
    contract: null,
    serviceKeys: [{ key: KEY, portalId: PORTAL, scopes: ALL_SCOPES }],
    portals: [
      {
        portalId: PORTAL,
        host: 'app.hubspot.com',
        records: {
          companies: numbers.map((n) => ({
            id: String(n),
            properties: {
              name: `Company ${n}`,
              phone: phoneOf(n, 0),
              city: 'Kiel',
              website: 'https://company.example',
            },
          })),
        },
      },
    ],
  });
  if (!limits)
    for (const bite of ['burstLimit', 'searchSecondly', 'dailyLimit', 'writeLock'] as const)
      world.bites.set(bite, false);
  const portal = world.portals.get(PORTAL);
  if (portal === undefined) throw new Error(`There is no portal ${PORTAL}.`);
  return {
    fetch: (request) => world.fetch(request),
    token: KEY,
    edit: (round) => {
      const person = { sourceType: 'CRM_UI', sourceId: 'a person' } as const;
      const now = clock.now();
      // One after the other, as an import does: HubSpot's stamps are in milliseconds.
      for (const n of numbers)
        portal.record('companies', String(n))?.write('phone', phoneOf(n, round), now + n - records, person);
    },
    phones: () => numbers.map((n) => portal.record('companies', String(n))?.value('phone')),
  };
};

const simulated = crm === 'salesforce' ? salesforce() : hubspot();

const answer = async (question: Question): Promise<unknown> => {
  switch (question.kind) {
    case 'token':
      return simulated.token;
    case 'edit':
      return simulated.edit(question.round);
    case 'phones':
      return simulated.phones();
    case 'fetch': {
      const { url, method, headers, body } = question;
      const told = await simulated.fetch(new Request(url, { method, headers: [...headers], body }));
      return { status: told.status, headers: [...told.headers], body: await told.text() } satisfies Told;
    }
  }
};

parentPort?.on('message', ({ id, question }: Asked) => {
  answer(question).then(
    (value) => parentPort?.postMessage({ id, value }),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  );
});
