import { useId } from 'react';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import { t } from '../../lib/i18n.ts';
import type { Finding } from '../../lib/mapping/checks/finding.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';
import { lossOfChain, readSteps } from '../../lib/mapping/transform/registry.ts';
import { Choice } from './Choice.tsx';
import { Findings } from './Findings.tsx';
import styles from './RuleDetails.module.css';
import { StepsEditor } from './StepsEditor.tsx';

interface RuleDetailsProps {
  readonly rule: SavedRule;
  readonly erp: LiveField | undefined;
  readonly crm: LiveField | undefined;
  readonly system: CrmSystem;
  readonly notes: readonly Finding[];
  readonly mayEdit: boolean;
  readonly onChange: (changes: Partial<SavedRule>) => void;
}

/** What few rules need: what becomes of empty fields, what moves together, from which amount on a person is asked, the steps. */
export function RuleDetails({ rule, erp, crm, system, notes, mayEdit, onChange }: RuleDetailsProps) {
  const group = useId();
  const amount = useId();
  return (
    <div className={styles.details}>
      <div className={styles.settings}>
        <Choice
          label={t('mapping.blanks.label')}
          value={rule.blanks}
          options={[
            { value: 'keep', label: t('mapping.blanks.keep') },
            { value: 'propagate', label: t('mapping.blanks.propagate') },
          ]}
          locked={mayEdit ? null : ''}
          onChange={(blanks) => onChange({ blanks })}
        />
        <div className={styles.setting}>
          <label htmlFor={group}>{t('mapping.group.label')}</label>
          <input
            id={group}
            className={styles.input}
            value={rule.group ?? ''}
            maxLength={80}
            readOnly={!mayEdit}
            autoComplete="off"
            placeholder={t('mapping.group.none')}
            aria-describedby={`${group}-hint`}
            onChange={({ target }) => onChange({ group: target.value === '' ? null : target.value })}
          />
          <p className={styles.hint} id={`${group}-hint`}>
            {t('mapping.group.hint')}
          </p>
        </div>
        <div className={styles.setting}>
          <label htmlFor={amount}>{t('mapping.askAbove.label')}</label>
          <input
            id={amount}
            className={styles.input}
            type="number"
            min={0}
            step={1}
            value={rule.askAbove ?? ''}
            readOnly={!mayEdit}
            placeholder={t('mapping.askAbove.never')}
            aria-describedby={`${amount}-hint`}
            onChange={({ target }) => onChange({ askAbove: minorUnits(target.value) })}
          />
          <p className={styles.hint} id={`${amount}-hint`}>
            {t('mapping.askAbove.hint')}
          </p>
        </div>
      </div>
      <StepsEditor
        label={t('mapping.steps.label')}
        steps={rule.steps}
        erp={erp}
        crm={crm}
        system={system}
        isLocked={!mayEdit}
        onChange={(steps) => onChange({ steps: [...steps] })}
      />
      <Losses rule={rule} system={system} />
      {notes.length > 0 && <Findings findings={notes} />}
    </div>
  );
}

/** null = nobody is asked. What is no whole number of minor units is not taken. */
const minorUnits = (text: string): number | null => {
  const units = Number(text);
  return text.trim() === '' || !Number.isSafeInteger(units) || units < 0 ? null : units;
};

/** What the steps lose on each way that the rule goes. */
function Losses({ rule, system }: { rule: SavedRule; system: CrmSystem }) {
  const read = readSteps(rule.steps);
  if (!('steps' in read) || read.steps.length === 0) return null;
  const { steps } = read;
  const ways =
    rule.flow.direction === 'both' ? (['toCrm', 'toErp'] as const) : ([rule.flow.direction] as const);
  return (
    <ul className={styles.hint}>
      {ways.map((way) => (
        <li key={way}>
          {t(`mapping.loss.${lossOfChain(steps, way)}`, [
            way === 'toCrm' ? t(`crm.${system}`) : t('mapping.side.erp'),
          ])}
        </li>
      ))}
    </ul>
  );
}
