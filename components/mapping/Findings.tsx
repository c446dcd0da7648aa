import { t } from '../../lib/i18n.ts';
import type { Finding } from '../../lib/mapping/checks/finding.ts';
import styles from './Findings.module.css';
import { stepName } from './stepName.ts';

/** Steps are named by their API name; a person knows them by another. */
const filling = ({ code, values }: Finding): readonly string[] =>
  code === 'stepsUnreadable' || code === 'stepsIncomplete' ? values.map(stepName) : values;

const MARKS = { error: '⚠\uFE0E', caution: '!', note: 'i' } as const;

/** What the checks say, worst first. The mark only repeats the word that a screen reader hears. */
export function Findings({ findings, id }: { findings: readonly Finding[]; id?: string }) {
  return (
    <ul className={styles.findings} id={id}>
      {findings.map((finding) => {
        const { code, severity, side, values } = finding;
        return (
          <li key={`${code} ${side} ${values.join(' ')}`} className={styles.finding} data-severity={severity}>
            <span className={styles.mark} aria-hidden="true">
              {MARKS[severity]}
            </span>
            <span>
              <span className={styles.word}>{t(`mapping.severity.${severity}`)} </span>
              {t(`mapping.check.${code}`, filling(finding))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
