import { describe, expect, test } from 'vitest';
import { companyDomain, emailAddress } from './address.ts';
import { countryCode } from './country.ts';
import { identityOfQuery } from './identity.ts';

describe('the domain a company registered', () => {
  test.each([
    ['https://www.shop.example.co.uk/path?x=1', 'example.co.uk'],
    ['WWW.Brightwater.EXAMPLE.com', 'example.com'],
    ['ada@mail.brightwater.io', 'brightwater.io'],
    ['brightwater.blogspot.com', 'brightwater.blogspot.com'],
    ['münchen-bau.de', 'xn--mnchen-bau-9db.de'],
    ['xn--mnchen-bau-9db.de', 'xn--mnchen-bau-9db.de'],
  ])('%s is %s', (address, domain) => {
    expect(companyDomain(address)).toBe(domain);
  });

  test.each(['ada@gmail.com', 'ada@gmx.at', 'web.de', 'yahoo.co.uk', 'https://www.facebook.com/brightwater'])(
    '%s is shared by strangers, so it is nobody’s',
    (address) => {
      expect(companyDomain(address)).toBeNull();
    },
  );

  test.each(['', ' ', 'localhost', '192.0.2.7', 'http://', 'no domain', '@'])('"%s" has none', (address) => {
    expect(companyDomain(address)).toBeNull();
  });
});

test.each([
  [' Ada@Example.COM ', 'ada@example.com'],
  ['ada@example', null],
  ['ada example@x.com', null],
  ['', null],
])('the email address in "%s" is %s', (text, address) => {
  expect(emailAddress(text)).toBe(address);
});

test.each([
  ['de', 'DE'],
  ['Germany', 'DE'],
  ['Deutschland', 'DE'],
  ['Österreich', 'AT'],
  ['USA', 'US'],
  ['Holland', 'NL'],
  ['日本', 'JP'],
  ['Atlantis', null],
  ['', null],
])('the country "%s" is %s', (text, code) => {
  expect(countryCode(text)).toBe(code);
});

describe('phone numbers', () => {
  test.each([
    [{ phone: '030 / 123 456-0', country: 'Germany' }, '+49301234560'],
    [{ phone: '+49 30 1234560' }, '+49301234560'],
    [{ phone: '(020) 7946 0018', country: 'GB' }, '+442079460018'],
  ])('%j is %s', (query, number) => {
    expect(identityOfQuery(query).phone?.value).toBe(number);
  });

  test.each([
    [{ phone: '030 1234560' }],
    [{ phone: 'ask Ada', country: 'DE' }],
    [{ phone: '12', country: 'DE' }],
  ])('%j cannot be told, so it is unknown', (query) => {
    expect(identityOfQuery(query).phone).toBeNull();
  });
});
