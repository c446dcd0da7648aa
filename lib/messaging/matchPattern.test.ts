import { expect, test } from 'vitest';
import { matchesOrigin } from './matchPattern.ts';

test.each([
  ['https://app.hubspot.com/*', 'https://app.hubspot.com', true],
  ['https://*.lightning.force.com/*', 'https://acme.lightning.force.com', true],
  ['https://*.lightning.force.com/*', 'https://acme--uat.sandbox.lightning.force.com', true],
  ['https://*.lightning.force.com/*', 'https://lightning.force.com', false],
  ['https://*.lightning.force.com/*', 'https://.lightning.force.com', false],
  ['https://*.lightning.force.com/*', 'http://acme.lightning.force.com', false],
  ['https://*.lightning.force.com/*', 'https://acme.lightning.force.com:444', false],
  ['https://*.lightning.force.com/*', 'https://acme.lightning.force.com.example.org', false],
  ['https://app.hubspot.com/*', 'https://xapp.hubspot.com', false],
  ['https://app.hubspot.com/*', 'https://app.hubspot.com.example.org', false],
  ['*://*/*', 'https://example.com', false],
  ['<all_urls>', 'https://example.com', false],
  ['https://example.com/path/*', 'https://example.com', false],
])('%s and %s: %s', (pattern, origin, expected) => {
  expect(matchesOrigin(pattern, origin)).toBe(expected);
});
