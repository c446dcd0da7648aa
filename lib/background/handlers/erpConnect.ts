import { erpClient } from '../../erp/client.ts';
import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import { removeErpConnection, writeErpConnection } from '../connectionStore.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import { erpAddress } from '../erpAddress.ts';
import type { Services } from '../services.ts';
import { forgetTrouble } from '../trouble.ts';

/** Keeps address and token only once `GET me` has answered as an ERP API of ours; what was connected before stays until then.
 * Where the browser has no room for the new connection nothing is connected, and it says so. */
export const erpConnect =
  ({
    edge,
    vault,
    erp,
    policy,
  }: Pick<Services, 'edge' | 'vault' | 'erp' | 'policy'>): Handler<'erp.connect'> =>
  async (typed) => {
    const { erpAddress: preset, disabled } = await policy();
    const address = erpAddress(typed.address);
    if (address === null)
      throw new FailureError({ code: 'erp.invalid', fields: [{ path: 'address', message: '' }] });
    if (disabled || (preset !== undefined && erpAddress(preset) !== address))
      throw new FailureError({ code: 'erp.forbidden' });
    const token = typed.token.trim();
    const me = await erpClient({ address, token }, edge).me(new AbortController().signal);
    // In this order no token ever stands beside another connection's address, wherever the browser runs out of room; and from the
    // moment that the cache is wiped nothing is asked any more as the person before.
    await vault.lasting.remove('erp.token');
    await erp.forget();
    try {
      await writeErpConnection({
        address,
        label: me.company?.name ?? me.tenant,
        user: me.user,
        expiresAt: Date.parse(me.expiresAt),
      });
      await vault.lasting.write('erp.token', token);
    } catch (error) {
      await removeErpConnection();
      throw error;
    }
    await erp.remember(me);
    await forgetTrouble('erp');
    await tellCrmTabs({ name: 'connections.changed' });
    return me;
  };
