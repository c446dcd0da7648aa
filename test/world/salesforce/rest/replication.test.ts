import { describe, expect, it } from 'vitest';
import { MINUTE } from '../duration.ts';
import { idOf } from '../ids.ts';
import { ACCOUNT, errorOf, OTHER_ACCOUNT, SECOND_USER, sample } from '../sample.ts';

describe('/updated and /deleted', () => {
  const window = (start: string, end: string) =>
    `?start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`;

  it('name what was changed and what was deleted in the window', async () => {
    const world = sample();
    world.clock.ms += 10 * MINUTE;
    world.org.update(ACCOUNT, { Phone: '1' });
    world.org.remove(OTHER_ACCOUNT);
    const since = window('2026-11-20T10:05:00Z', '2026-11-20T11:15:00+01:00');
    expect(await (await world.api(`/sobjects/Account/updated/${since}`)).json()).toEqual({
      ids: [ACCOUNT],
      latestDateCovered: '2026-11-20T10:10:00.000+0000',
    });
    expect(await (await world.api(`/sobjects/Account/deleted${since}`)).json()).toMatchObject({
      deletedRecords: [{ id: OTHER_ACCOUNT, deletedDate: '2026-11-20T10:10:00.000+0000' }],
    });
  });

  it.each([
    ['', ''],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:59Z'],
    ['2026-09-01T10:00:00Z', '2026-11-20T10:00:00Z'],
  ])('refuse a window from %j to %j', async (start, end) => {
    const answer = await sample().api(`/sobjects/Account/updated${window(start, end)}`);
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([400, 'INVALID_REPLICATION_DATE']);
  });

  it('hide a deleted record from those who could not see it', async () => {
    const world = sample();
    world.org.bites.on('recordHidden', { user: SECOND_USER.id, id: ACCOUNT });
    world.org.remove(ACCOUNT);
    const path = `/sobjects/Account/deleted${window('2026-11-20T09:00:00Z', '2026-11-20T10:30:00Z')}`;
    const count = async (user: string) =>
      ((await (await world.api(path, { user })).json()) as { deletedRecords: unknown[] }).deletedRecords
        .length;
    expect([await count(idOf('User', 1)), await count(SECOND_USER.id)]).toEqual([1, 0]);
  });
});
