import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import type { HubspotSignIn } from '../hubspot/signIn.ts';
import type { Services } from './services.ts';

export const mountHubspot = (api: Api, routes: Routes, { hubspot }: Services): void => {
  const configured = (): HubspotSignIn => {
    if (hubspot === null) throw new Refusal('hubspotNotConfigured');
    return hubspot;
  };

  api.openapi(routes.getHubspotSetup, (context) => context.json(configured().setup, 200));

  api.openapi(routes.exchangeHubspotCode, async (context) => {
    const { code, redirectUri } = context.req.valid('json');
    return context.json(await configured().exchange(context.get('caller'), code, redirectUri), 200);
  });

  api.openapi(routes.refreshHubspotToken, async (context) =>
    context.json(
      await configured().refresh(context.get('caller'), context.req.valid('query').portal ?? null),
      200,
    ),
  );

  api.openapi(routes.deleteHubspotConnection, async (context) => {
    await hubspot?.disconnect(context.get('caller'), context.req.valid('query').portal ?? null);
    return context.body(null, 204);
  });
};
