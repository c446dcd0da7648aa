import { useEffect, useId, useRef, useState } from 'react';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import { t } from '../../lib/i18n.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import { STEP_NAMES, type StepName, TRANSFORMERS } from '../../lib/mapping/transform/registry.ts';
import { Button } from '../ui/Button.tsx';
import { StepFields } from './StepFields.tsx';
import styles from './StepsEditor.module.css';
import type { SavedStep } from './savedStep.ts';
import { isStepName, stepName } from './stepName.ts';

interface StepsEditorProps {
  readonly label: string;
  readonly steps: readonly SavedStep[];
  readonly erp: LiveField | undefined;
  readonly crm: LiveField | undefined;
  readonly system: CrmSystem;
  readonly isLocked: boolean;
  /** Steps within a condition hold no further conditions. */
  readonly isNested?: boolean;
  readonly onChange: (steps: readonly SavedStep[]) => void;
}

/** The packaged steps of a rule, in the order from the ERP to the CRM; the way back goes through them backwards. */
export function StepsEditor(props: StepsEditorProps) {
  const { label, steps, erp, crm, system, isLocked, isNested = false, onChange } = props;
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const goAlong = useRef<{ readonly to: number; readonly by: 1 | -1 } | null>(null);
  const [said, setSaid] = useState('');
  const offered = STEP_NAMES.filter((name) => !isNested || name !== 'condition');
  const [next, setNext] = useState<StepName>(offered[0] ?? 'trim');

  const set = (at: number, step: SavedStep) =>
    onChange(steps.map((each, index) => (index === at ? step : each)));
  const move = (at: number, by: 1 | -1) => {
    const moved = steps.toSpliced(at, 1);
    const step = steps[at];
    if (step === undefined) return;
    onChange(moved.toSpliced(at + by, 0, step));
    setSaid(t('mapping.steps.moved', [stepName(step.step), String(at + by + 1)]));
    goAlong.current = { to: at + by, by };
  };
  // The button that was pressed goes along with its step; at an end it is the other one.
  useEffect(() => {
    if (goAlong.current === null) return;
    const { to, by } = goAlong.current;
    goAlong.current = null;
    const item = list.current?.children[to];
    const button =
      item?.querySelector<HTMLElement>(`[data-move="${by}"]`) ??
      item?.querySelector<HTMLElement>('[data-move]');
    button?.focus();
  });
  return (
    <div className={styles.steps}>
      <p className={styles.title} id={id}>
        {label}
      </p>
      {steps.length === 0 ? (
        <p className={styles.none}>{t('mapping.steps.none')}</p>
      ) : (
        <ol className={styles.list} ref={list} aria-labelledby={id}>
          {steps.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has nothing of its own but its place.
            <li key={at} className={styles.step}>
              <div className={styles.head}>
                <span className={styles.name}>{stepName(step.step)}</span>
                {!isLocked && (
                  <span className={styles.buttons}>
                    {at > 0 && (
                      <Button
                        look="quiet"
                        data-move="-1"
                        aria-label={t('mapping.steps.up', [stepName(step.step)])}
                        onClick={() => move(at, -1)}
                      >
                        ↑
                      </Button>
                    )}
                    {at < steps.length - 1 && (
                      <Button
                        look="quiet"
                        data-move="1"
                        aria-label={t('mapping.steps.down', [stepName(step.step)])}
                        onClick={() => move(at, 1)}
                      >
                        ↓
                      </Button>
                    )}
                    <Button
                      look="quiet"
                      aria-label={t('mapping.steps.remove', [stepName(step.step)])}
                      onClick={() => onChange(steps.toSpliced(at, 1))}
                    >
                      ×
                    </Button>
                  </span>
                )}
              </div>
              {isStepName(step.step) && (
                <StepFields
                  name={step.step}
                  step={step}
                  erp={erp}
                  crm={crm}
                  system={system}
                  isLocked={isLocked}
                  nested={(title, inner, onInner) => (
                    <StepsEditor {...props} label={title} steps={inner} isNested onChange={onInner} />
                  )}
                  onChange={(changed) => set(at, changed)}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {!isLocked && (
        <div className={styles.add}>
          <select
            className={styles.input}
            aria-label={t('mapping.steps.which')}
            value={next}
            onChange={({ target }) => isStepName(target.value) && setNext(target.value)}
          >
            {offered.map((name) => (
              <option key={name} value={name}>
                {stepName(name)}
              </option>
            ))}
          </select>
          <Button onClick={() => onChange([...steps, TRANSFORMERS[next].initial])}>
            {t('mapping.steps.add')}
          </Button>
        </div>
      )}
      <span className={styles.announcement} role="status">
        {said}
      </span>
    </div>
  );
}
