import type { Handler } from '../../messaging/serve.ts';
import { removeErpConnection } from '../connectionStore.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { Services } from '../services.ts';
import { forgetTrouble } from '../trouble.ts';

/** The token first: whatever fails after that, nobody can use it any more. */
export const erpDisconnect =
  ({ vault, erp }: Pick<Services, 'vault' | 'erp'>): Handler<'erp.disconnect'> =>
  async () => {
    await vault.lasting.remove('erp.token');
    await removeErpConnection();
    await erp.forget();
    await forgetTrouble('erp');
    await tellCrmTabs({ name: 'connections.changed' });
    return null;
  };
