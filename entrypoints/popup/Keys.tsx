import { useSingleKeysOn } from '../../components/ui/singleKeys.ts';
import { t } from '../../lib/i18n.ts';
import styles from './PopupPage.module.css';

const KEYS = [
  ['s', 'popup.key.sync'],
  ['r', 'popup.key.resolve'],
  ['/', 'popup.key.search'],
] as const;

/** The single keys of the popup, for those who use them; nothing where they are turned off. */
export function Keys() {
  if (!useSingleKeysOn()) return null;
  return (
    <p className={styles.keys}>
      {KEYS.map(([key, name]) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(name)}
        </span>
      ))}
    </p>
  );
}
