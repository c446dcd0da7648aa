import { t } from '../../lib/i18n.ts';
import type { Connections, Request, TestResult } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { ConnectionCard, fact } from './ConnectionCard.tsx';
import { CrmTestOutcome } from './CrmTestOutcome.tsx';
import { Expiry } from './Expiry.tsx';
import { lockedBy } from './managed.ts';
import { SalesforceForm } from './SalesforceForm.tsx';
import { useEditing } from './useEditing.ts';

interface SalesforceCardProps {
  readonly connection: Connections['salesforce'];
  readonly managed: Connections['managed'];
  readonly callbackUrl: string;
  readonly connect: Action<Request<'salesforce.connect'>, TestResult>;
  readonly test: Action<void, TestResult>;
  readonly disconnect: Action<void, null>;
}

export function SalesforceCard(props: SalesforceCardProps) {
  const { connection, managed, callbackUrl, connect, test, disconnect } = props;
  const { host, consumerKey } = connection;
  const { editing, setChanging } = useEditing(connection.state, connect);
  const change = () => setChanging(true);
  const tested = test.answer ?? connect.answer;
  return (
    <ConnectionCard
      name={t('crm.salesforce')}
      description={t('connections.salesforce.description')}
      mark="salesforce"
      connection={connection}
      facts={facts(connection)}
      form={
        editing ? (
          <SalesforceForm
            host={host ?? ''}
            hostLocked={lockedBy(managed, 'salesforce.host')}
            consumerKey={consumerKey ?? ''}
            consumerKeyLocked={lockedBy(managed, 'salesforce.consumerKey')}
            callbackUrl={callbackUrl}
            connect={connect}
            onCancel={connection.state === 'disconnected' ? undefined : () => setChanging(false)}
          />
        ) : null
      }
      test={test}
      outcome={tested && <CrmTestOutcome crm={t('crm.salesforce')} result={tested} />}
      disconnect={disconnect}
      onChange={change}
      // Host and key are still known: one press leads straight to the sign-in.
      onReconnect={() => (host && consumerKey ? connect.run({ host, consumerKey }) : change())}
    />
  );
}

const facts = (connection: Connections['salesforce']) => [
  ...fact(
    'connections.fact.org',
    connection.state !== 'disconnected' && connection.label !== connection.host && connection.label,
  ),
  ...fact('connections.fact.host', connection.host),
  ...(connection.state === 'connected'
    ? [
        ...fact('connections.fact.user', connection.user),
        ...fact('connections.fact.expires', connection.expiresAt && <Expiry at={connection.expiresAt} />),
      ]
    : []),
];
