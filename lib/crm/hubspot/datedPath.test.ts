import { expect, test } from 'vitest';
import { datedUrl } from './datedPath.ts';

const API = 'https://api.hubapi.com';

test.each([
  [
    `${API}/crm/v3/objects/companies/5?properties=name`,
    `${API}/crm/objects/2026-09/companies/5?properties=name`,
  ],
  [`${API}/crm/v3/objects/companies/batch/read`, `${API}/crm/objects/2026-09/companies/batch/read`],
  [`${API}/crm/v3/properties/companies`, `${API}/crm/v3/properties/companies`],
  [
    `${API}/crm/v4/objects/deals/1/associations/companies`,
    `${API}/crm/v4/objects/deals/1/associations/companies`,
  ],
  [`${API}/x?to=/crm/v3/objects/`, `${API}/x?to=/crm/v3/objects/`],
])('%s goes to %s', (numbered, dated) => {
  expect(datedUrl(numbered)).toBe(dated);
});
