import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/** Asks anew, whatever is remembered. */
export const erpTest =
  ({ erp }: Pick<Services, 'erp'>): Handler<'erp.test'> =>
  () =>
    erp.me(new AbortController().signal, 0);
