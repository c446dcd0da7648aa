import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import type {
  ConnectionState,
  Connections,
  HubspotConnection,
  Request,
  TestResult,
} from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { ConnectionCard, fact } from './ConnectionCard.tsx';
import { CrmTestOutcome } from './CrmTestOutcome.tsx';
import { Expiry } from './Expiry.tsx';
import { HubspotForm } from './HubspotForm.tsx';
import { lockedBy } from './managed.ts';
import { useEditing } from './useEditing.ts';

/** A portal, or the place for one more. */
type Shown =
  | HubspotConnection
  | (ConnectionState & { readonly state: 'disconnected'; readonly portalId: null; readonly mode: null });

interface HubspotCardProps {
  /** Tells this card from those of other portals; absent where there are none. */
  readonly title?: string | undefined;
  readonly connection: Shown;
  readonly managed: Connections['managed'];
  readonly erpConnected: boolean;
  readonly connect: Action<Request<'hubspot.connect'>, TestResult>;
  readonly test: Action<void, TestResult>;
  readonly disconnect: Action<void, null>;
  readonly onGoToErp: () => void;
  /** Absent where the card stays, whatever is or is not connected. */
  readonly onCancel?: (() => void) | undefined;
}

export function HubspotCard(props: HubspotCardProps) {
  const { title, connection, managed, erpConnected, connect, test, disconnect, onGoToErp, onCancel } = props;
  const { editing, setChanging } = useEditing(connection.state, connect);
  const [lastMode, setLastMode] = useState<'oauth' | 'serviceKey'>('oauth');
  const change = () => setChanging(true);
  const reconnect = () => {
    // A Service Key is kept nowhere that this page could read: it has to be entered again.
    if (connection.mode === 'serviceKey' || !erpConnected) return change();
    setLastMode('oauth');
    connect.run({ mode: 'oauth' });
  };
  const tested = test.answer ?? connect.answer;
  return (
    <ConnectionCard
      name={title ?? t('crm.hubspot')}
      description={t('connections.hubspot.description')}
      mark="hubspot"
      connection={connection}
      facts={facts(connection)}
      form={
        editing ? (
          <HubspotForm
            erpConnected={erpConnected}
            serviceKeyForbidden={lockedBy(managed, 'hubspot.serviceKey') !== undefined}
            connect={connect}
            lastMode={lastMode}
            onModeChosen={setLastMode}
            onGoToErp={onGoToErp}
            onCancel={connection.state === 'disconnected' ? onCancel : () => setChanging(false)}
          />
        ) : null
      }
      test={test}
      outcome={tested && <CrmTestOutcome crm={t('crm.hubspot')} result={tested} />}
      disconnect={disconnect}
      onChange={change}
      onReconnect={reconnect}
    />
  );
}

const facts = (connection: Shown) => [
  ...fact(
    'connections.fact.account',
    connection.state !== 'disconnected' && connection.label !== connection.portalId && connection.label,
  ),
  ...fact('connections.fact.portal', connection.portalId),
  ...fact('connections.fact.mode', connection.mode && t(`connections.mode.${connection.mode}`)),
  ...(connection.state === 'connected'
    ? [
        ...fact('connections.fact.user', connection.user),
        ...fact('connections.fact.expires', connection.expiresAt && <Expiry at={connection.expiresAt} />),
      ]
    : []),
];
