import { ownPartOf } from '../../lib/crm/salesforce/clouds.ts';
import { t } from '../../lib/i18n.ts';
import type { ConnectionState, Connections } from '../../lib/messaging/protocol.ts';
import { Button } from '../ui/Button.tsx';
import { failureText, type WayOn, wayOn } from '../ui/failure.ts';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import styles from './ConnectionSummary.module.css';

/** The rest mends itself, or is asked again by the next search. */
const MENDED_IN_SETTINGS = new Set<WayOn>(['reconnect', 'settings']);

interface ConnectionSummaryProps {
  readonly connections: Connections;
  /** Labels of orgs and portals whose limits let nothing through just now. */
  readonly limited?: readonly string[];
  readonly onOpenSettings: () => void;
}

/** How the connections stand, one line for each org; one that fails says why and leads to where it is mended. */
export function ConnectionSummary({ connections, limited = [], onOpenSettings }: ConnectionSummaryProps) {
  const rows = [
    { key: 'erp', name: t('connections.erp.name'), connection: connections.erp },
    ...rowsOf('salesforce', t('crm.salesforce'), connections.salesforce),
    ...rowsOf('hubspot', t('crm.hubspot'), connections.hubspot),
  ];
  return (
    <ul className={styles.rows} aria-label={t('popup.connections')}>
      {rows.map(({ key, name, connection }) => (
        <li key={key} className={styles.row}>
          <span className={styles.name}>{name}</span>
          <span className={styles.label} title={labelOf(connection) ?? undefined}>
            {shortName(labelOf(connection))}
          </span>
          <ConnectionBadge
            connection={connection}
            isLimited={key !== 'erp' && limited.includes(labelOf(connection) ?? '')}
          />
          {connection.state === 'failed' && (
            <div className={styles.failure}>
              <p>{failureText(connection.failure)}</p>
              {MENDED_IN_SETTINGS.has(wayOn(connection.failure)) && (
                <Button
                  onClick={onOpenSettings}
                  aria-label={t('popup.reconnectNamed', [`${name} ${labelOf(connection) ?? ''}`.trim()])}
                >
                  {t('action.reconnect')}
                </Button>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Row {
  readonly key: string;
  readonly name: string;
  readonly connection: ConnectionState;
}

/** A CRM without any org has a line too: that it is not connected. */
const rowsOf = (key: string, name: string, orgs: readonly ConnectionState[]): readonly Row[] =>
  orgs.length === 0
    ? [{ key, name, connection: { state: 'disconnected' } }]
    : orgs.map((connection) => ({ key: `${key} ${labelOf(connection) ?? ''}`, name, connection }));

/** An org as people call it: what follows its My Domain name is alike for all of them, and would be cut. */
const shortName = (label: string | null): string | null => {
  if (label === null) return null;
  const own = ownPartOf(label);
  return own === label ? label : own.replace(/\..*/, '');
};

const labelOf = (connection: ConnectionState): string | null =>
  connection.state === 'disconnected' ? null : connection.label;
