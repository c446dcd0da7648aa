import { expect, test } from 'vitest';
import { pageTemplate, pageUrl } from './pageUrl.ts';

test.each([
  'https://erp.acme.example/{id}',
  'https://erp.acme.example/app/{kind}/{id}',
  'https://erp.acme.example/odoo?model={kind}&id={id}#view',
])('%s can lead to a document', (template) => {
  expect(pageTemplate(template)).toBe(template);
});

test.each([
  ['over plain http', 'http://erp.acme.example/{id}'],
  ['that is a script', 'javascript:alert({id})'],
  ['without the document in it', 'https://erp.acme.example/{kind}'],
  ['whose host depends on the document', 'https://{id}.acme.example/'],
  ['whose host ends with the document', 'https://erp.acme.example{id}'],
  ['with a sign-in', 'https://mia:secret@erp.acme.example/{id}'],
  ['with an unknown hole', 'https://erp.acme.example/{tenant}/{id}'],
  ['that is no address', '{id}'],
])('an address %s is refused', (_, template) => {
  expect(pageTemplate(template)).toBeNull();
});

test('an id never leaves its place in the path', () => {
  expect(pageUrl('https://erp.acme.example/{kind}/{id}', 'invoice', '../x?y#{kind}')).toBe(
    'https://erp.acme.example/invoice/..%2Fx%3Fy%23%7Bkind%7D',
  );
});
