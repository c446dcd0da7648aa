import { describe, expect, it } from 'vitest';
import { readErpAddress } from './erpAddress.ts';

describe('the ERP API address', () => {
  it.each([
    ['erp.nordlicht.example', 'https://erp.nordlicht.example'],
    ['  erp.nordlicht.example/  ', 'https://erp.nordlicht.example'],
    ['HTTPS://ERP.nordlicht.example:8443', 'https://erp.nordlicht.example:8443'],
    ['https://erp.nordlicht.example/ledger/', 'https://erp.nordlicht.example/ledger'],
    ['https://erp.nordlicht.example/ledger/api/crm/', 'https://erp.nordlicht.example/ledger'],
    ['https://erp.nordlicht.example/api/crm?x=1#top', 'https://erp.nordlicht.example'],
    ['localhost:8787', 'http://localhost:8787'],
    ['127.0.0.1:8787/api/crm', 'http://127.0.0.1:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ])('is read from %j as %j', (typed, value) => {
    expect(readErpAddress(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['   ', 'missing'],
    ['erp nordlicht', 'malformed'],
    ['ftp://erp.nordlicht.example', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['https://', 'malformed'],
    ['https://ada:secret@erp.nordlicht.example', 'credentials'],
    ['http://erp.nordlicht.example', 'insecure'],
    ['http://localhost.nordlicht.example', 'insecure'],
  ])('is refused as %j with its reason (%s)', (typed, reason) => {
    expect(readErpAddress(typed)).toEqual({ ok: false, reason: `connections.erp.address.${reason}` });
  });
});
