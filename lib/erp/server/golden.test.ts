import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import expected from '../../../test/fixtures/golden/expected.json' with { type: 'json' };
import { startErp, type TestErp } from '../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../test/setup/postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(['pglite', 'postgres', 'postgres as a plain role'])('golden books on %s', (kind) => {
  let erp: TestErp;
  let token: string;
  beforeAll(async () => {
    const url = {
      pglite: async () => '',
      postgres: () => postgres.database('golden'),
      'postgres as a plain role': () => postgres.ownedDatabase('golden_plain'),
    }[kind];
    erp = await startErp({ DATABASE_URL: (await url?.()) ?? '' });
    await erp.seedGolden();
    token = await erp.token({ role: 'crm.read' });
  });
  afterAll(() => erp.close());

  test.each(Object.entries(expected))('every figure of %s, to the minor unit', async (id, figures) => {
    const { status, body } = await erp.get(`/api/crm/customers/${id}`, token);
    expect(status).toBe(200);
    expect(body).toHaveProperty('figures', figures);
  });
});
