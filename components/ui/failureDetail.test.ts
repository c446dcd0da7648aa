import { expect, it } from 'vitest';
import { failureDetail } from './failureDetail.ts';

it("tells the other side's sentence where it helps, and names what was not as agreed", () => {
  expect(failureDetail({ code: 'erp.server', detail: 'The books are being closed.' })).toBe(
    'The books are being closed.',
  );
  expect(failureDetail({ code: 'erp.badAnswer', detail: 'customers.0.currency' })).toBe(
    'Not as agreed: customers.0.currency',
  );
});

it('says nothing where a sentence of ours is enough, or where nothing was said', () => {
  expect(failureDetail({ code: 'crm.authExpired', detail: 'expired access/refresh token' })).toBeNull();
  expect(failureDetail({ code: 'crm.rateLimited', detail: 'TotalRequests Limit exceeded.' })).toBeNull();
  expect(failureDetail({ code: 'erp.server' })).toBeNull();
});
