import { t } from '../../lib/i18n.ts';
import styles from './SalesforceSetup.module.css';

/** What an administrator does once in Salesforce Setup. */
export function SalesforceSetup({ callbackUrl }: { callbackUrl: string }) {
  return (
    <ol className={styles.steps}>
      <li>{t('connections.salesforce.setup.app')}</li>
      <li>
        {t('connections.salesforce.setup.callback')}
        <code className={styles.value} dir="ltr">
          {callbackUrl}
        </code>
      </li>
      <li>{t('connections.salesforce.setup.scopes')}</li>
      <li>{t('connections.salesforce.setup.pkce')}</li>
      <li>{t('connections.salesforce.setup.key')}</li>
    </ol>
  );
}
