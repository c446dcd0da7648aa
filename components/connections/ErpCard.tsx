import type { Me } from '../../lib/erp/api/me.ts';
import { formatDate } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';
import type { Connections, Request } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { Notice } from '../ui/Notice.tsx';
import { ConnectionCard, fact } from './ConnectionCard.tsx';
import { ErpForm } from './ErpForm.tsx';
import { Expiry } from './Expiry.tsx';
import { lockedBy } from './managed.ts';
import { useEditing } from './useEditing.ts';

interface ErpCardProps {
  readonly connection: Connections['erp'];
  readonly managed: Connections['managed'];
  /** Who the token belongs to, as the ERP API last said; null = not known yet. */
  readonly me: Me | null;
  readonly connect: Action<Request<'erp.connect'>, Me>;
  readonly test: Action<void, Me>;
  readonly disconnect: Action<void, null>;
}

export function ErpCard({ connection, managed, me, connect, test, disconnect }: ErpCardProps) {
  const { editing, setChanging } = useEditing(connection.state, connect);
  const change = () => setChanging(true);
  return (
    <ConnectionCard
      name={t('connections.erp.name')}
      description={t('connections.erp.description')}
      mark="erp"
      connection={connection}
      facts={facts(connection, me)}
      form={
        editing ? (
          <ErpForm
            address={connection.address ?? ''}
            stillAt={connection.state === 'connected' ? connection.address : null}
            addressLocked={lockedBy(managed, 'erp.address')}
            connect={connect}
            onCancel={connection.state === 'disconnected' ? undefined : () => setChanging(false)}
          />
        ) : null
      }
      test={test}
      outcome={test.answer && <ErpTestOutcome me={test.answer} />}
      disconnect={disconnect}
      onChange={change}
      onReconnect={change}
    />
  );
}

const facts = (connection: Connections['erp'], me: Me | null) => {
  const user = me?.user ?? (connection.state === 'connected' ? connection.user : null);
  const remembered = connection.state === 'connected' ? connection.expiresAt : null;
  const expiresAt = me ? Date.parse(me.expiresAt) : remembered;
  return [
    ...fact('connections.fact.address', connection.address),
    ...fact('connections.fact.company', me?.company?.name),
    ...fact('connections.fact.user', user),
    ...fact('connections.fact.role', me && `${me.role} · ${t(`connections.scope.${me.scope}`)}`),
    ...fact('connections.fact.tenant', me?.tenant),
    ...fact('connections.fact.expires', expiresAt !== null && <Expiry at={expiresAt} />),
  ];
};

/** An ERP API without books answers well and has nothing to say: that is no success. */
function ErpTestOutcome({ me }: { me: Me }) {
  if (me.company === null)
    return <Notice tone="caution" role="status" title={t('connections.erp.noBooks')} />;
  return (
    <Notice tone="good" role="status" title={t('connections.test.connected')}>
      <p>{t('connections.erp.tested', [me.company.name, formatDate(me.company.asOf)])}</p>
    </Notice>
  );
}
