import { resolve } from 'node:path';
import * as z from 'zod';
import { EXTENSION_ID } from '../../extension.ts';
import { pageTemplate } from '../api/pageUrl.ts';
import { issueSentence } from '../issueSentence.ts';
import type { RateLimits } from './http/rateLimit.ts';

/** Where the books are: PostgreSQL at an address, or PGlite in a folder. */
export type Storage =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'pglite'; readonly folder: string };

export interface HubspotApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where tokens are had. */
  readonly apiUrl: string;
  /** Where people consent. */
  readonly authorizeUrl: string;
  readonly scopes: readonly string[];
}

export interface ServerConfig {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Paths of PEM files; null = plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly storage: Storage;
  /** Keys that the server generates for itself live here, with PGlite's data where that is used. */
  readonly dataFolder: string;
  readonly extensionIds: readonly string[];
  readonly limits: RateLimits;
  /** Bytes. */
  readonly maxBody: number;
  readonly logLevel: string;
  readonly hubspot: HubspotApp | null;
  /** Template of the ERP's own pages, for deep links; null = none. */
  readonly erpPages: string | null;
  /** `host` or `host:port` of each place that events may be sent to. */
  readonly webhookHosts: readonly string[];
  /** Seals refresh tokens and secrets of webhooks; null = a generated key in the data folder. */
  readonly secret: string | null;
}

/** Environment variables that cannot be used, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config.invalid';
}

/** The least that record pages and the default mappings need: deals are only read, nothing is ever deleted. */
const LEAST_SCOPES = [
  'oauth',
  ...['companies', 'contacts', 'quotes', 'orders'].flatMap((objects) => [
    `crm.objects.${objects}.read`,
    `crm.objects.${objects}.write`,
  ]),
  'crm.objects.deals.read',
  'crm.schemas.companies.read',
];

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  DATABASE_URL: z.string().min(1).optional(),
  LEDGERSIDE_DATA: z.string().min(1).default('./.ledgerside'),
  LEDGERSIDE_TLS_CERT: z.string().min(1).optional(),
  LEDGERSIDE_TLS_KEY: z.string().min(1).optional(),
  LEDGERSIDE_RATE_LIMIT: count(1200),
  LEDGERSIDE_REFUSED_LIMIT: count(300),
  LEDGERSIDE_BODY_LIMIT: count(65_536),
  LEDGERSIDE_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LEDGERSIDE_ERP_PAGES: z
    .string()
    .refine(
      (text) => pageTemplate(text) !== null,
      'is an https address with {id}, and if need be {kind}, after its host.',
    )
    .optional(),
  LEDGERSIDE_SECRET: z.string().min(16, 'needs 16 characters or more.').optional(),
  LEDGERSIDE_WEBHOOK_HOSTS: z
    .string()
    .regex(
      /^[a-z0-9.:[\]-]+(,[a-z0-9.:[\]-]+)*$/,
      'is a list of hosts with commas between, each with its port where it is not 443.',
    )
    .optional(),
  EXTENSION_IDS: z
    .string()
    .regex(/^[a-p]{32}(,[a-p]{32})*$/, 'is a list of extension ids with commas between.')
    .optional(),
  HUBSPOT_CLIENT_ID: z.string().min(1).optional(),
  HUBSPOT_CLIENT_SECRET: z.string().min(1).optional(),
  HUBSPOT_API_URL: z.url().default('https://api.hubapi.com'),
  HUBSPOT_SCOPES: z.string().default(LEAST_SCOPES.join(' ')),
  HUBSPOT_AUTHORIZE_URL: z.url().default('https://app.hubspot.com/oauth/authorize'),
});
type Settings = z.infer<typeof environment>;

const both = <T>(name: string, first: T | undefined, second: T | undefined): [T, T] | null => {
  if (first === undefined && second === undefined) return null;
  if (first === undefined || second === undefined)
    throw new ConfigError(`${name} need each other: set both or none.`);
  return [first, second];
};

const hubspotOf = (settings: Settings): HubspotApp | null => {
  const app = both(
    'HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET',
    settings.HUBSPOT_CLIENT_ID,
    settings.HUBSPOT_CLIENT_SECRET,
  );
  if (app === null) return null;
  const [clientId, clientSecret] = app;
  return {
    clientId,
    clientSecret,
    apiUrl: settings.HUBSPOT_API_URL.replace(/\/$/, ''),
    authorizeUrl: settings.HUBSPOT_AUTHORIZE_URL,
    scopes: settings.HUBSPOT_SCOPES.split(/\s+/).filter((scope) => scope !== ''),
  };
};

const tlsOf = ({ LEDGERSIDE_TLS_CERT, LEDGERSIDE_TLS_KEY }: Settings): ServerConfig['tls'] => {
  const files = both('LEDGERSIDE_TLS_CERT and LEDGERSIDE_TLS_KEY', LEDGERSIDE_TLS_CERT, LEDGERSIDE_TLS_KEY);
  return files === null ? null : { cert: files[0], key: files[1] };
};

/** An empty variable counts as absent, as shells and compose files leave them. @throws {ConfigError} */
export const configFrom = (variables: Readonly<Record<string, string | undefined>>): ServerConfig => {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set, { error: issueSentence });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const settings = parsed.data;
  const dataFolder = resolve(settings.LEDGERSIDE_DATA);
  return {
    host: settings.HOST,
    port: settings.PORT,
    tls: tlsOf(settings),
    storage:
      settings.DATABASE_URL === undefined
        ? { kind: 'pglite', folder: dataFolder }
        : { kind: 'postgres', url: settings.DATABASE_URL },
    dataFolder,
    extensionIds: [EXTENSION_ID, ...(settings.EXTENSION_IDS?.split(',') ?? [])],
    limits: {
      perToken: settings.LEDGERSIDE_RATE_LIMIT,
      refusedPerAddress: settings.LEDGERSIDE_REFUSED_LIMIT,
    },
    maxBody: settings.LEDGERSIDE_BODY_LIMIT,
    logLevel: settings.LEDGERSIDE_LOG,
    hubspot: hubspotOf(settings),
    erpPages: settings.LEDGERSIDE_ERP_PAGES ?? null,
    webhookHosts: settings.LEDGERSIDE_WEBHOOK_HOSTS?.split(',') ?? [],
    secret: settings.LEDGERSIDE_SECRET ?? null,
  };
};
