import { describe, expect, it } from 'vitest';
import { call, KEY, testWorld } from './fixture.ts';

const detailsIn = async (timeZone: string) => {
  const { hubspot } = testWorld({
    portals: [{ portalId: '4711', host: 'app.hubspot.com', timeZone, records: {} }],
  });
  return (
    await call(hubspot, 'GET', '/account-info/2026-09/details', undefined, { Authorization: `Bearer ${KEY}` })
  ).body;
};

describe('account details', () => {
  it.each([
    ['Europe/Berlin', '+01:00', 3_600_000],
    ['America/New_York', '-05:00', -18_000_000],
    ['Asia/Kolkata', '+05:30', 19_800_000],
    ['UTC', '+00:00', 0],
  ])('tell the offset of %s on a November day', async (timeZone, utcOffset, utcOffsetMilliseconds) => {
    expect(await detailsIn(timeZone)).toMatchObject({
      portalId: 4711,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
      timeZone,
      utcOffset,
      utcOffsetMilliseconds,
    });
  });
});
