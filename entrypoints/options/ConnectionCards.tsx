import { useCallback, useRef, useState } from 'react';
import { ErpCard } from '../../components/connections/ErpCard.tsx';
import { Toast, type ToastMessage } from '../../components/ui/Toast.tsx';
import { type MessageKey, t } from '../../lib/i18n.ts';
import type { Connections } from '../../lib/messaging/protocol.ts';
import { HubspotCards } from './HubspotCards.tsx';
import { SalesforceCards } from './SalesforceCards.tsx';
import { useErp } from './useErp.ts';

export function ConnectionCards({ connections }: { connections: Connections }) {
  const [toast, setToast] = useState<ToastMessage | null>(null);
  const say = (key: MessageKey) => setToast((last) => ({ id: (last?.id ?? 0) + 1, text: t(key) }));
  const hideToast = useCallback(() => setToast(null), []);
  const erpCard = useRef<HTMLDivElement>(null);

  const erpConnected = connections.erp.state === 'connected';
  const erp = useErp(erpConnected, () => say('crm.toast.erpConnected'));
  const onConnected = () => say('crm.toast.connected');
  return (
    <>
      <div ref={erpCard}>
        <ErpCard {...erp} connection={connections.erp} managed={connections.managed} />
      </div>
      <SalesforceCards connections={connections} onConnected={onConnected} />
      <HubspotCards
        connections={connections}
        onConnected={onConnected}
        onGoToErp={() =>
          (erpCard.current?.querySelector('input') ?? erpCard.current?.querySelector('h2'))?.focus()
        }
      />
      <Toast toast={toast} onGone={hideToast} />
    </>
  );
}
