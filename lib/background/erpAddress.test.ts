import { expect, test } from 'vitest';
import { erpAddress } from './erpAddress.ts';

test.each([
  ['https://erp.acme.example', 'https://erp.acme.example'],
  ['  erp.acme.example ', 'https://erp.acme.example'],
  ['https://ERP.acme.example:8443/', 'https://erp.acme.example:8443'],
  ['https://erp.acme.example/api/crm/', 'https://erp.acme.example'],
  ['https://acme.example/erp/api/crm', 'https://acme.example/erp'],
  ['https://acme.example/erp//', 'https://acme.example/erp'],
  ['https://erp.acme.example/?a=1#b', 'https://erp.acme.example'],
  ['http://localhost:4180', 'http://localhost:4180'],
  ['http://127.0.0.1:4180/api/crm', 'http://127.0.0.1:4180'],
  ['http://[::1]:4180', 'http://[::1]:4180'],
])('%s → %s', (typed, address) => {
  expect(erpAddress(typed)).toBe(address);
});

test.each([
  'http://erp.acme.example',
  'http://127.0.0.1.example.org',
  'http://localhost.example.org',
  'ftp://erp.acme.example',
  'javascript://erp.acme.example/%0aalert(1)',
  'https://ida:secret@erp.acme.example',
  'https://',
  '',
  'not an address',
])('%s is refused', (typed) => {
  expect(erpAddress(typed)).toBeNull();
});
