import { browser } from 'wxt/browser';
import { SalesforceCard } from '../../components/connections/SalesforceCard.tsx';
import { t } from '../../lib/i18n.ts';
import type { Connections, Request, SalesforceConnection, TestResult } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { OrgCards } from './OrgCards.tsx';
import { useAction } from './useAction.ts';
import { useCrm } from './useCrm.ts';

interface SalesforceCardsProps {
  readonly connections: Connections;
  readonly onConnected: () => void;
}

/** A card for each Salesforce org, and the way to one more. */
export function SalesforceCards({ connections, onConnected }: SalesforceCardsProps) {
  const { salesforce, managed } = connections;
  return (
    <OrgCards
      count={salesforce.length}
      // Where the company names the org, there is no other.
      addLabel={managed.includes('salesforce.host') ? null : t('connections.salesforce.add')}
      card={(index, { isOneOfMany, onClose }) => {
        const connection = salesforce[index] ?? null;
        return (
          <Org
            connections={connections}
            connection={connection}
            title={
              isOneOfMany
                ? t('connections.org', [
                    t('crm.salesforce'),
                    connection?.host ?? t('connections.salesforce.another'),
                  ])
                : undefined
            }
            onConnected={({ label }) => {
              // One that was connected already has its card.
              if (salesforce.some(({ host }) => host === label)) onClose?.();
              onConnected();
            }}
            onCancel={onClose}
          />
        );
      }}
    />
  );
}

interface OrgProps extends Omit<SalesforceCardsProps, 'onConnected'> {
  readonly onConnected: (result: TestResult) => void;
  readonly connection: SalesforceConnection | null;
  readonly title: string | undefined;
  readonly onCancel: (() => void) | undefined;
}

function Org({ connections, connection, title, onConnected, onCancel }: OrgProps) {
  const { presets, managed } = connections;
  const org = connection?.host ?? null;
  const actions = useCrm(
    'salesforce',
    org,
    (typed: Request<'salesforce.connect'>) => send('salesforce.connect', typed),
    onConnected,
  );
  const chooseCurrency = useAction((currency: string | null) =>
    send('salesforce.currency', { org: org ?? '', currency }),
  );
  const empty = {
    state: 'disconnected',
    host: presets.salesforceHost,
    consumerKey: presets.salesforceConsumerKey,
  } as const;
  return (
    <SalesforceCard
      {...actions}
      title={title}
      connection={connection ?? empty}
      managed={managed}
      callbackUrl={browser.identity.getRedirectURL()}
      chooseCurrency={chooseCurrency}
      onCancel={onCancel}
    />
  );
}
