import { t } from '../../lib/i18n.ts';
import type {
  ConnectionState,
  Connections,
  Request,
  SalesforceConnection,
  TestResult,
} from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { ConnectionCard, fact } from './ConnectionCard.tsx';
import { CrmTestOutcome } from './CrmTestOutcome.tsx';
import { Expiry } from './Expiry.tsx';
import { lockedBy } from './managed.ts';
import { OrgCurrency } from './OrgCurrency.tsx';
import { SalesforceForm } from './SalesforceForm.tsx';
import { useEditing } from './useEditing.ts';

/** An org, or the place for one more with what the company presets. */
type Shown =
  | SalesforceConnection
  | (ConnectionState & {
      readonly state: 'disconnected';
      readonly host: string | null;
      readonly consumerKey: string | null;
    });

interface SalesforceCardProps {
  /** Tells this card from those of other orgs; absent where there are none. */
  readonly title?: string | undefined;
  readonly connection: Shown;
  readonly managed: Connections['managed'];
  readonly callbackUrl: string;
  readonly connect: Action<Request<'salesforce.connect'>, TestResult>;
  readonly test: Action<void, TestResult>;
  readonly disconnect: Action<void, null>;
  readonly chooseCurrency: Action<string | null, null>;
  /** Absent where the card stays, whatever is or is not connected. */
  readonly onCancel?: (() => void) | undefined;
}

export function SalesforceCard(props: SalesforceCardProps) {
  const { title, connection, managed, callbackUrl, connect, test, disconnect, chooseCurrency, onCancel } =
    props;
  const { host, consumerKey } = connection;
  const { editing, setChanging } = useEditing(connection.state, connect);
  const isNew = connection.state === 'disconnected';
  const change = () => setChanging(true);
  const reconnect = () =>
    connection.state === 'disconnected'
      ? change()
      : connect.run({ host: connection.host, consumerKey: connection.consumerKey });
  const tested = test.answer ?? connect.answer;
  return (
    <ConnectionCard
      name={title ?? t('crm.salesforce')}
      description={t('connections.salesforce.description')}
      mark="salesforce"
      connection={connection}
      facts={facts(connection)}
      choice={
        'hasCurrencies' in connection && connection.hasCurrencies === false ? (
          <OrgCurrency currency={connection.currency} choose={chooseCurrency} />
        ) : null
      }
      form={
        editing ? (
          <SalesforceForm
            host={host ?? ''}
            hostLocked={isNew ? lockedBy(managed, 'salesforce.host') : t('connections.salesforce.hostKept')}
            consumerKey={consumerKey ?? ''}
            consumerKeyLocked={lockedBy(managed, 'salesforce.consumerKey')}
            callbackUrl={callbackUrl}
            connect={connect}
            onCancel={isNew ? onCancel : () => setChanging(false)}
          />
        ) : null
      }
      test={test}
      outcome={tested && <CrmTestOutcome crm={t('crm.salesforce')} result={tested} />}
      disconnect={disconnect}
      onChange={change}
      // Host and key are still known: one press leads straight to the sign-in.
      onReconnect={reconnect}
    />
  );
}

const facts = (connection: Shown) => [
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
