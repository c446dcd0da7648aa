import { t } from '../../lib/i18n.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';
import type { MappingView } from '../../lib/messaging/mappingMessages.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { differences } from './difference.ts';
import { type Draft, toMapping } from './draft.ts';
import styles from './SavedMeanwhile.module.css';
import { stepName } from './stepName.ts';

interface SavedMeanwhileProps {
  /** As it is there now: theirs. */
  readonly view: MappingView;
  readonly mine: Draft;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Somebody saved a version while this one was being worked on: theirs beside one's own, rule by rule. Nothing is replaced unseen. */
export function SavedMeanwhile({ view, mine, onKeepMine, onTakeTheirs }: SavedMeanwhileProps) {
  const { fields, pair, version, mapping } = view;
  const crmName = t(`crm.${pair.system}`);
  const rows = differences(mapping.rules, toMapping(mine).rules);
  const label = (side: 'erp' | 'crm', name: string): string =>
    fields[side].find((field) => field.name === name)?.label ?? name;
  return (
    <div className={styles.meanwhile}>
      <Notice
        tone="caution"
        role="alert"
        title={t('mapping.overtaken.title', [String(version)])}
        action={
          <>
            <Button onClick={onKeepMine}>{t('mapping.overtaken.keepMine')}</Button>
            <Button onClick={onTakeTheirs}>{t('mapping.overtaken.takeTheirs')}</Button>
          </>
        }
      >
        <p>{t('mapping.overtaken.text')}</p>
      </Notice>
      {rows.length > 0 && (
        <table className={styles.table}>
          <caption className={styles.hidden}>{t('mapping.overtaken.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('mapping.overtaken.fields')}</th>
              <th scope="col">{t('mapping.overtaken.theirs', [String(version)])}</th>
              <th scope="col">{t('mapping.overtaken.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ erpField, crmField, theirs, mine: own }) => (
              <tr key={`${erpField} ${crmField}`}>
                <th scope="row">{`${label('erp', erpField)} – ${label('crm', crmField)}`}</th>
                <td>{summary(theirs, crmName)}</td>
                <td>{summary(own, crmName)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const directionText = ({ flow }: SavedRule, crmName: string): string => {
  if (flow.direction === 'both')
    return `${t('mapping.direction.both')}, ${t(`mapping.policy.${flow.policy}`, [crmName])}`;
  return flow.direction === 'toCrm' ? t('mapping.direction.toCrm', [crmName]) : t('mapping.direction.toErp');
};

const firstTimeText = ({ flow }: SavedRule, crmName: string): string => {
  const isErp = flow.firstTime === 'erp' || (flow.firstTime === 'source' && flow.direction === 'toCrm');
  const side = isErp ? t('mapping.firstTime.erp') : t('mapping.firstTime.crm', [crmName]);
  return t('mapping.firstTime.told', [flow.firstTime === 'ask' ? t('mapping.firstTime.ask') : side]);
};

const stepText = ({ step, ...parameters }: SavedRule['steps'][number]): string => {
  const told = Object.entries(parameters).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return told.length === 0 ? stepName(step) : `${stepName(step)} (${told.join(', ')})`;
};

/** A rule in one line; every part in which two rules can differ is in it. */
const summary = (rule: SavedRule | null, crmName: string): string => {
  if (rule === null) return t('mapping.overtaken.none');
  const { steps, group, askAbove, blanks } = rule;
  return [
    directionText(rule, crmName),
    firstTimeText(rule, crmName),
    t(`mapping.blanks.${blanks}`),
    group === null ? null : `${t('mapping.group.label')}: ${group}`,
    askAbove === null ? null : `${t('mapping.askAbove.label')}: ${askAbove}`,
    steps.length === 0 ? null : steps.map(stepText).join(', '),
  ]
    .filter((part) => part !== null)
    .join(' · ');
};
