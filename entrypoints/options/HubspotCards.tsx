import { HubspotCard } from '../../components/connections/HubspotCard.tsx';
import { t } from '../../lib/i18n.ts';
import type { Connections, HubspotConnection, Request, TestResult } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { OrgCards } from './OrgCards.tsx';
import { useCrm } from './useCrm.ts';

interface HubspotCardsProps {
  readonly connections: Connections;
  readonly onConnected: () => void;
  readonly onGoToErp: () => void;
}

const NONE = { state: 'disconnected', portalId: null, mode: null } as const;

/** A card for each HubSpot portal, and the way to one more. */
export function HubspotCards(props: HubspotCardsProps) {
  const { connections, onConnected } = props;
  return (
    <OrgCards
      count={connections.hubspot.length}
      addLabel={t('connections.hubspot.add')}
      card={(index, { isOneOfMany, onClose }) => {
        const connection = connections.hubspot[index] ?? null;
        return (
          <Portal
            {...props}
            connection={connection}
            title={
              isOneOfMany
                ? t('connections.org', [
                    t('crm.hubspot'),
                    connection?.portalId ?? t('connections.hubspot.another'),
                  ])
                : undefined
            }
            onConnected={({ label }) => {
              // One that was connected already has its card.
              if (connections.hubspot.some(({ portalId }) => portalId === label)) onClose?.();
              onConnected();
            }}
            onCancel={onClose}
          />
        );
      }}
    />
  );
}

interface PortalProps extends Omit<HubspotCardsProps, 'onConnected'> {
  readonly onConnected: (result: TestResult) => void;
  readonly connection: HubspotConnection | null;
  readonly title: string | undefined;
  readonly onCancel: (() => void) | undefined;
}

function Portal({ connections, connection, title, onConnected, onGoToErp, onCancel }: PortalProps) {
  const actions = useCrm(
    'hubspot',
    connection?.portalId ?? null,
    (way: Request<'hubspot.connect'>) => send('hubspot.connect', way),
    onConnected,
  );
  return (
    <HubspotCard
      {...actions}
      title={title}
      connection={connection ?? NONE}
      managed={connections.managed}
      erpConnected={connections.erp.state === 'connected'}
      onGoToErp={onGoToErp}
      onCancel={onCancel}
    />
  );
}
