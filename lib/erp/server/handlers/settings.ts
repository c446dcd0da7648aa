import type { Routes } from '../access/guardedRoutes.ts';
import { readInTenant } from '../database/tenant.ts';
import type { Api } from '../http/environment.ts';
import { revEtag, revOf } from '../http/etag.ts';
import { Refusal } from '../http/refusal.ts';
import { type Actor, actorOf } from '../sync/actor.ts';
import { checkMapping } from '../sync/mapping/checkMapping.ts';
import { defaultsOf } from '../sync/mapping/defaults.ts';
import {
  autoOrderSince,
  CONFIG,
  mappingName,
  readConfig,
  readMapping,
  saveSetting,
} from '../sync/settings.ts';
import { settled } from '../sync/transaction.ts';
import type { Services } from './services.ts';

/** `"0"` = nothing was saved yet. */
const versionOf = (ifMatch: string | undefined): number => {
  if (ifMatch === undefined) {
    throw new Refusal('precondition.missing', {
      detail: 'Send If-Match with the version that was read, such as "3".',
    });
  }
  return ifMatch.trim() === '"0"' ? 0 : revOf(ifMatch) || -1;
};

export const mountSettings = (api: Api, routes: Routes, { database, source }: Services): void => {
  /** @throws {Refusal} setting.changed */
  const save = async (actor: Actor, name: string, expected: number, content: unknown): Promise<number> => {
    const version =
      expected < 0
        ? null
        : await settled(database, actor.tenant, (transaction) =>
            saveSetting(transaction, actor, name, expected, content),
          );
    if (version === null) throw new Refusal('setting.changed');
    return version;
  };

  api.openapi(routes.getConfig, async (context) => {
    const { tenant } = context.get('caller');
    const { version, content, since } = await readInTenant(database, tenant, async (from) => ({
      ...(await readConfig(from, tenant, 'look')),
      since: await autoOrderSince(from, tenant),
    }));
    const config = { version, config: content, autoOrderSince: since?.toISOString() ?? null };
    return context.json(config, 200, { ETag: revEtag(version) });
  });

  api.openapi(routes.putConfig, async (context) => {
    const actor = actorOf(context.get('caller'));
    const config = context.req.valid('json');
    const version = await save(actor, CONFIG, versionOf(context.req.valid('header')['if-match']), config);
    const since = await readInTenant(database, actor.tenant, (from) => autoOrderSince(from, actor.tenant));
    const answer = { version, config, autoOrderSince: since?.toISOString() ?? null };
    return context.json(answer, 200, { ETag: revEtag(version) });
  });

  api.openapi(routes.getFieldMapping, async (context) => {
    const { tenant } = context.get('caller');
    const pair = context.req.valid('query');
    const { version, content } = await readInTenant(database, tenant, (from) =>
      readMapping(from, tenant, pair, 'look'),
    );
    return context.json({ ...pair, version, mapping: content }, 200, { ETag: revEtag(version) });
  });

  api.openapi(routes.getMappingDefaults, (context) =>
    context.json({ defaults: defaultsOf(context.req.valid('query')) }, 200),
  );

  api.openapi(routes.putFieldMapping, async (context) => {
    const actor = actorOf(context.get('caller'));
    const pair = context.req.valid('query');
    const mapping = context.req.valid('json');
    const errors = checkMapping(pair, mapping, source.records?.fields(pair.erpObject) ?? []);
    if (errors.length > 0) throw new Refusal('body.invalid', { errors: [...errors] });
    const expected = versionOf(context.req.valid('header')['if-match']);
    const version = await save(actor, mappingName(pair), expected, mapping);
    return context.json({ ...pair, version, mapping }, 200, { ETag: revEtag(version) });
  });
};
