import { type MessageKey, t } from '../../lib/i18n.ts';
import type { HoldReason, SyncConnection, SyncHold } from '../../lib/messaging/syncMessages.ts';
import type { Tone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Until } from './Until.tsx';

interface HoldWords {
  readonly tone: Tone;
  readonly title: MessageKey;
  readonly more: MessageKey | null;
  readonly way: 'settings' | 'reconnect' | 'connect' | 'limits' | null;
}

/** `brake` has a notice of its own, with what would happen. */
const WORDS: Readonly<Record<Exclude<HoldReason, 'brake'>, HoldWords>> = {
  notConnected: { tone: 'caution', title: 'crm.empty.title', more: 'crm.empty.description', way: 'connect' },
  policy: { tone: 'neutral', title: 'sync.hold.policy', more: null, way: null },
  off: { tone: 'neutral', title: 'sync.hold.off', more: 'sync.hold.offMore', way: null },
  paused: { tone: 'caution', title: 'sync.hold.paused', more: 'sync.hold.pausedMore', way: null },
  role: { tone: 'neutral', title: 'crm.status.restricted', more: 'sync.hold.role', way: null },
  authExpired: { tone: 'bad', title: 'failure.crm.authExpired', more: null, way: 'reconnect' },
  rateLimited: { tone: 'caution', title: 'sync.hold.rateLimited', more: null, way: 'limits' },
  offline: { tone: 'caution', title: 'failure.offline', more: 'sync.hold.offline', way: null },
  storage: { tone: 'bad', title: 'failure.storage', more: 'sync.hold.storage', way: null },
};

const OF_THE_ERP: Partial<Record<HoldReason, HoldWords>> = {
  notConnected: { tone: 'caution', title: 'failure.erp.notConnected', more: null, way: 'settings' },
  authExpired: { tone: 'bad', title: 'failure.erp.authExpired', more: null, way: 'reconnect' },
  rateLimited: { tone: 'caution', title: 'failure.erp.rateLimited', more: null, way: null },
};

const LABELS = {
  settings: 'action.openSettings',
  reconnect: 'action.reconnect',
  connect: 'crm.empty.action',
  limits: 'sync.viewLimits',
} as const satisfies Record<NonNullable<HoldWords['way']>, MessageKey>;

interface HoldNoticeProps {
  readonly hold: SyncHold;
  readonly connections: readonly SyncConnection[];
  readonly onOpenSettings: () => void;
  readonly onViewLimits: () => void;
}

/** Why nothing is synced just now, until when, and who can change it. */
export function HoldNotice({ hold, connections, onOpenSettings, onViewLimits }: HoldNoticeProps) {
  if (hold.reason === 'brake') return null;
  const { tone, title, more, way } =
    (hold.system === 'erp' ? OF_THE_ERP[hold.reason] : undefined) ?? WORDS[hold.reason];
  const which = heldName(hold, connections);
  return (
    <Notice
      tone={tone}
      role="status"
      title={which === null ? t(title) : t('sync.hold.of', [which, t(title)])}
      action={
        way && <Button onClick={way === 'limits' ? onViewLimits : onOpenSettings}>{t(LABELS[way])}</Button>
      }
    >
      {more && <p>{t(more)}</p>}
      {hold.until === null ? null : (
        <p>
          <Until at={hold.until} />
        </p>
      )}
    </Notice>
  );
}

/** "Salesforce", with its org where several are connected; null = it is not about one CRM. */
const heldName = ({ system, org }: SyncHold, connections: readonly SyncConnection[]): string | null => {
  if (system !== 'salesforce' && system !== 'hubspot') return null;
  const alike = connections.filter((connection) => connection.system === system);
  const label = alike.find((connection) => connection.org === org)?.label;
  return alike.length > 1 && label !== undefined ? `${t(`crm.${system}`)} ${label}` : t(`crm.${system}`);
};
