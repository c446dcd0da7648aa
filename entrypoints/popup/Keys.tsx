import { useSingleKeysOn } from '../../components/ui/singleKeys.ts';
import { t } from '../../lib/i18n.ts';
import styles from './PopupPage.module.css';

const KEYS = [
  ['s', 'popup.key.sync'],
  ['r', 'popup.key.resolve'],
  ['/', 'popup.key.search'],
] as const;

/** The single keys of the popup that do something just now, for those who use them; nothing where they are turned off. */
export function Keys({ active }: { active: readonly string[] }) {
  const shown = KEYS.filter(([key]) => active.includes(key));
  if (!useSingleKeysOn() || shown.length === 0) return null;
  return (
    <p className={styles.keys}>
      {shown.map(([key, name]) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(name)}
        </span>
      ))}
    </p>
  );
}
