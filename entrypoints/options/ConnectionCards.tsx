import { useCallback, useRef, useState } from 'react';
import { browser } from 'wxt/browser';
import { ErpCard } from '../../components/connections/ErpCard.tsx';
import { HubspotCard } from '../../components/connections/HubspotCard.tsx';
import { SalesforceCard } from '../../components/connections/SalesforceCard.tsx';
import { Toast, type ToastMessage } from '../../components/ui/Toast.tsx';
import { type MessageKey, t } from '../../lib/i18n.ts';
import type { Connections, Request } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { useCrm } from './useCrm.ts';
import { useErp } from './useErp.ts';

export function ConnectionCards({ connections }: { connections: Connections }) {
  const [toast, setToast] = useState<ToastMessage | null>(null);
  const say = (key: MessageKey) => setToast((last) => ({ id: (last?.id ?? 0) + 1, text: t(key) }));
  const hideToast = useCallback(() => setToast(null), []);
  const erpCard = useRef<HTMLDivElement>(null);

  const erpConnected = connections.erp.state === 'connected';
  const erp = useErp(erpConnected, () => say('crm.toast.erpConnected'));
  const salesforce = useCrm(
    'salesforce',
    (typed: Request<'salesforce.connect'>) => send('salesforce.connect', typed),
    () => say('crm.toast.connected'),
  );
  const hubspot = useCrm(
    'hubspot',
    (way: Request<'hubspot.connect'>) => send('hubspot.connect', way),
    () => say('crm.toast.connected'),
  );
  const { managed } = connections;
  return (
    <>
      <div ref={erpCard}>
        <ErpCard {...erp} connection={connections.erp} managed={managed} />
      </div>
      <SalesforceCard
        {...salesforce}
        connection={connections.salesforce}
        managed={managed}
        callbackUrl={browser.identity.getRedirectURL()}
      />
      <HubspotCard
        {...hubspot}
        connection={connections.hubspot}
        managed={managed}
        erpConnected={erpConnected}
        onGoToErp={() =>
          (erpCard.current?.querySelector('input') ?? erpCard.current?.querySelector('h2'))?.focus()
        }
      />
      <Toast toast={toast} onGone={hideToast} />
    </>
  );
}
