import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { EXTENSION_ID } from '../../extension.ts';
import { ConfigError, configFrom } from './config.ts';

test('without any variable it is an embedded server on loopback for the pinned extension', () => {
  expect(configFrom({})).toEqual({
    host: '127.0.0.1',
    port: 8787,
    tls: null,
    storage: { kind: 'pglite', folder: resolve('.ledgerside') },
    dataFolder: resolve('.ledgerside'),
    extensionIds: [EXTENSION_ID],
    limits: { perToken: 1200, refusedPerAddress: 300 },
    maxBody: 65_536,
    logLevel: 'info',
    hubspot: null,
    erpPages: null,
    webhookHosts: [],
    secret: null,
  });
});

test('pages of the ERP that are no https address are refused', () => {
  expect(() => configFrom({ LEDGERSIDE_ERP_PAGES: 'http://erp.acme.example/{id}' })).toThrow(ConfigError);
  expect(configFrom({ LEDGERSIDE_ERP_PAGES: 'https://erp.acme.example/{id}' }).erpPages).toBe(
    'https://erp.acme.example/{id}',
  );
});

test('what is set counts; what is set to nothing does not', () => {
  const config = configFrom({
    HOST: '0.0.0.0',
    PORT: '0',
    DATABASE_URL: 'postgres://127.0.0.1/books',
    LEDGERSIDE_TLS_CERT: 'cert.pem',
    LEDGERSIDE_TLS_KEY: 'key.pem',
    LEDGERSIDE_SECRET: '',
    EXTENSION_IDS: `${'a'.repeat(32)},${'p'.repeat(32)}`,
    HUBSPOT_CLIENT_ID: 'id',
    HUBSPOT_CLIENT_SECRET: 'secret',
    HUBSPOT_API_URL: 'http://127.0.0.1:9/',
    HUBSPOT_SCOPES: 'oauth  crm.objects.companies.read',
  });
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 0,
    tls: { cert: 'cert.pem', key: 'key.pem' },
    storage: { kind: 'postgres', url: 'postgres://127.0.0.1/books' },
    secret: null,
    hubspot: {
      clientId: 'id',
      apiUrl: 'http://127.0.0.1:9',
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      scopes: ['oauth', 'crm.objects.companies.read'],
    },
  });
  expect(config.extensionIds).toHaveLength(3);
});

test.each([
  [{ PORT: 'abc' }, /^PORT: A number is needed here\.$/],
  [{ PORT: '80.5' }, /^PORT: A whole number, without decimals, is needed here\.$/],
  [{ PORT: '70000' }, /^PORT: It must be at most 65535\.$/],
  [{ LEDGERSIDE_RATE_LIMIT: '0' }, /^LEDGERSIDE_RATE_LIMIT: It must be at least 1\.$/],
  [{ LEDGERSIDE_LOG: 'loud' }, /^LEDGERSIDE_LOG: One of "trace", .*"silent" is needed\.$/],
  [{ EXTENSION_IDS: 'mine' }, /^EXTENSION_IDS: is a list of extension ids/],
  [{ LEDGERSIDE_SECRET: 'short' }, /^LEDGERSIDE_SECRET: needs 16/],
  [{ LEDGERSIDE_TLS_CERT: 'cert.pem' }, /LEDGERSIDE_TLS_KEY need each other/],
  [{ HUBSPOT_CLIENT_ID: 'id' }, /HUBSPOT_CLIENT_SECRET need each other/],
  [{ HUBSPOT_API_URL: 'hubapi' }, /^HUBSPOT_API_URL: A whole address such as .* is needed here\.$/],
])('%j is refused by name', (variables, message) => {
  expect(() => configFrom(variables)).toThrow(ConfigError);
  expect(() => configFrom(variables)).toThrow(message);
});

test('hosts of webhooks are a list, and nothing else', () => {
  const hosts = (text: string) => configFrom({ LEDGERSIDE_WEBHOOK_HOSTS: text }).webhookHosts;
  expect(hosts('hooks.example.com,127.0.0.1:9000')).toEqual(['hooks.example.com', '127.0.0.1:9000']);
  expect(() => hosts('https://hooks.example.com')).toThrow(ConfigError);
});
