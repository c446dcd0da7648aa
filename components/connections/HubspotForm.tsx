import type { FailureCode } from '../../lib/failure.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
import type { Request, TestResult } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import styles from './HubspotForm.module.css';
import { ServiceKeyForm } from './ServiceKeyForm.tsx';

/** The ERP API takes part in this sign-in: what it refuses here is about HubSpot, not about a record. */
const SIGN_IN_REASONS: Partial<Record<FailureCode, MessageKey>> = {
  'erp.notFound': 'connections.hubspot.notSetUp',
  'erp.conflict': 'failure.crm.authExpired',
};

interface HubspotFormProps {
  /** HubSpot's client secret is kept by the ERP API: without that connection there is no sign-in. */
  readonly erpConnected: boolean;
  /** Company policy forbids Service Keys. */
  readonly serviceKeyForbidden: boolean;
  readonly connect: Action<Request<'hubspot.connect'>, TestResult>;
  readonly lastMode: 'oauth' | 'serviceKey';
  readonly onModeChosen: (mode: 'oauth' | 'serviceKey') => void;
  readonly onGoToErp: () => void;
  readonly onCancel: (() => void) | undefined;
}

export function HubspotForm(props: HubspotFormProps) {
  const { erpConnected, serviceKeyForbidden, connect, lastMode, onModeChosen, onGoToErp, onCancel } = props;
  const failure = lastMode === 'oauth' ? connect.failure : null;
  const reason = failure ? SIGN_IN_REASONS[failure.code] : undefined;
  const signIn = () => {
    onModeChosen('oauth');
    connect.run({ mode: 'oauth' });
  };
  // One message serves both ways in: its outcome belongs to the one that was taken.
  const ofSignIn = lastMode === 'oauth';
  return (
    <>
      {erpConnected ? (
        <ConnectForm
          label={t('connections.hubspot.form')}
          submitLabel={t('connections.hubspot.connect')}
          pending={ofSignIn && connect.pending}
          failure={failure}
          failureTitle={reason && t(reason)}
          onSubmit={signIn}
          onReconnect={failure?.code === 'erp.authExpired' ? onGoToErp : signIn}
          onCancel={onCancel}
        >
          <p>{t('connections.hubspot.signIn')}</p>
        </ConnectForm>
      ) : (
        <Notice
          tone="info"
          title={t('connections.hubspot.erpFirst')}
          action={<Button onClick={onGoToErp}>{t('connections.hubspot.goToErp')}</Button>}
        >
          <p>{t('connections.hubspot.erpFirstWhy')}</p>
        </Notice>
      )}
      {serviceKeyForbidden ? (
        <p className={styles.forbidden}>{t('connections.hubspot.serviceKey.forbidden')}</p>
      ) : (
        <Disclosure title={t('connections.hubspot.serviceKey.title')}>
          <ServiceKeyForm
            connect={connect}
            current={!ofSignIn}
            onSubmit={(serviceKey) => {
              onModeChosen('serviceKey');
              connect.run({ mode: 'serviceKey', serviceKey });
            }}
          />
        </Disclosure>
      )}
    </>
  );
}
