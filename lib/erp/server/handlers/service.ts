import { sql } from 'drizzle-orm';
import type { Routes } from '../access/guardedRoutes.ts';
import { ROLE_CAPABILITIES } from '../access/roles.ts';
import { contractDocument } from '../contract.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { API_VERSION } from '../version.ts';
import type { Services } from './services.ts';

export const mountService = (api: Api, routes: Routes, { database, source }: Services): void => {
  api.openapi(routes.getHealth, (context) => context.json({ status: 'alive' as const }, 200));

  api.openapi(routes.getReadiness, async (context) => {
    await database.db.execute(sql`select 1`).catch((cause: unknown) => {
      throw new Refusal('database.unavailable', { cause, headers: { 'Retry-After': '5' } });
    });
    return context.json({ status: 'ready' as const, database: database.kind }, 200);
  });

  // Made for whoever asks first: it would take a tenth of every start.
  let contract: Record<string, unknown> | null = null;
  api.openapi(routes.getContract, (context) => {
    contract ??= contractDocument();
    return context.json(contract, 200);
  });

  api.openapi(routes.getMe, async (context) => {
    const { user, team, tenant, role, scope, expiresAt } = context.get('caller');
    const company = await source.company(tenant);
    return context.json(
      {
        user,
        team,
        tenant,
        role,
        scope,
        capabilities: [...ROLE_CAPABILITIES[role]],
        expiresAt: expiresAt.toISOString(),
        company:
          company === null
            ? null
            : {
                name: company.name,
                currency: company.currency,
                timeZone: company.timeZone,
                asOf: company.asOf,
              },
        api: { name: 'ledgerside-erp-api' as const, version: API_VERSION },
      },
      200,
    );
  });
};
