import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/** Asks anew, whatever is remembered. */
export const erpTest =
  ({ erp }: Pick<Services, 'erp'>): Handler<'erp.test'> =>
  async () => {
    const me = await erp.use((client) => client.me(new AbortController().signal));
    await erp.remember(me);
    return me;
  };
