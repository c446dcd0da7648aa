import { Fragment, type ReactNode } from 'react';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import type { StepName } from '../../lib/mapping/transform/registry.ts';
import { type Pair, PairsEditor } from './PairsEditor.tsx';
import { ParameterField } from './ParameterField.tsx';
import { PARAMETERS, type Parameter } from './parameters.ts';
import styles from './StepsEditor.module.css';
import type { SavedStep } from './savedStep.ts';

interface StepFieldsProps {
  readonly name: StepName;
  readonly step: SavedStep;
  readonly erp: LiveField | undefined;
  readonly crm: LiveField | undefined;
  readonly system: CrmSystem;
  readonly isLocked: boolean;
  /** An editor of the steps within this one. */
  readonly nested: (
    label: string,
    steps: readonly SavedStep[],
    onChange: (steps: readonly SavedStep[]) => void,
  ) => ReactNode;
  readonly onChange: (step: SavedStep) => void;
}

const listOf = <T,>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : []);

/** The parameters of one step, as `parameters.ts` says that they are edited. */
export function StepFields({ name, step, erp, crm, system, isLocked, nested, onChange }: StepFieldsProps) {
  const set = (parameter: Parameter, value: unknown) => onChange({ ...step, [parameter.name]: value });
  return (
    <div className={styles.fields}>
      {PARAMETERS[name].map((parameter) => {
        const value = step[parameter.name];
        switch (parameter.kind) {
          case 'pairs':
            return (
              <PairsEditor
                key={parameter.name}
                pairs={listOf<Pair>(value)}
                erp={erp}
                crm={crm}
                isLocked={isLocked}
                onChange={(pairs) => set(parameter, pairs)}
              />
            );
          case 'steps':
            return (
              <Fragment key={parameter.name}>
                {nested(
                  t(`mapping.parameter.${name}.${parameter.name}` as MessageKey),
                  listOf<SavedStep>(value),
                  (steps) => set(parameter, steps),
                )}
              </Fragment>
            );
          default:
            return (
              <ParameterField
                key={parameter.name}
                step={name}
                parameter={parameter}
                value={value}
                system={system}
                isLocked={isLocked}
                onChange={(changed) => set(parameter, changed)}
              />
            );
        }
      })}
    </div>
  );
}
