import { expect, test } from 'vitest';
import { acceptsJson } from './negotiation.ts';

test.each([
  [undefined, true],
  ['*/*', true],
  ['application/json', true],
  ['application/*;q=0.1', true],
  ['text/html, application/JSON;q=0.9', true],
  ['text/html,application/xhtml+xml,*/*;q=0.8', true],
  ['text/html', false],
  ['application/json;q=0', false],
  ['application/json;q=0.0, text/html', false],
  ['application/xml', false],
  ['', false],
])('Accept: %s → %s', (accept, isAccepted) => {
  expect(acceptsJson(accept)).toBe(isAccepted);
});
