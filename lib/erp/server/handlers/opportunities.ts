import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { actorOf } from '../sync/actor.ts';
import { convertOpportunity } from '../sync/convert/convert.ts';
import { once } from '../sync/idempotency.ts';
import { settled } from '../sync/transaction.ts';
import type { Services } from './services.ts';

export const mountOpportunities = (api: Api, routes: Routes, { database, now }: Services): void => {
  api.openapi(routes.convertOpportunity, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const conversion = await settled(database, actor.tenant, (transaction) =>
      once(transaction, actor, { key, endpoint: 'convertOpportunity', body }, () =>
        convertOpportunity(transaction, actor, body, now()),
      ),
    );
    context.get('log').info(
      {
        event: 'CRM.OpportunityConverted',
        opportunity_id: conversion.opportunity,
        order_id: conversion.order.id,
        amount: conversion.order.total,
      },
      'sync',
    );
    return context.json(conversion, 201);
  });
};
