import { memo, useId, useState } from 'react';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import { t } from '../../lib/i18n.ts';
import type { Finding } from '../../lib/mapping/checks/finding.ts';
import type { LiveField, LiveFields } from '../../lib/mapping/field.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from './Choice.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { Findings } from './Findings.tsx';
import { directionFor, type FlowDirection, turned } from './flow.ts';
import { RuleDetails } from './RuleDetails.tsx';
import styles from './RuleTable.module.css';

export interface RuleRowProps {
  readonly id: number;
  /** Place in the table, from 1: how the row is called. */
  readonly place: number;
  readonly rule: SavedRule;
  readonly system: CrmSystem;
  readonly fields: LiveFields;
  readonly findings: readonly Finding[];
  readonly isComplete: boolean;
  readonly mayEdit: boolean;
  readonly onChange: (id: number, rule: SavedRule) => void;
  readonly onRemove: (id: number) => void;
}

const byName = (fields: readonly LiveField[], name: string) => fields.find((field) => field.name === name);

/** A rule: its two fields, which way values go, who wins, and below it what is wrong with it. */
export const RuleRow = memo(function RuleRow(props: RuleRowProps) {
  const { id, place, rule, system, fields, findings, isComplete, mayEdit } = props;
  const [isOpen, setOpen] = useState(false);
  const problems = useId();
  const details = useId();
  const { flow } = rule;
  const erp = byName(fields.erp, rule.erpField);
  const crm = byName(fields.crm, rule.crmField);
  const set = (changes: Partial<SavedRule>) => props.onChange(id, { ...rule, ...changes });
  const locked = mayEdit ? null : '';

  const pickField = (picked: Partial<Pick<SavedRule, 'erpField' | 'crmField'>>) => {
    const next = { ...rule, ...picked };
    const chosen = { erp: byName(fields.erp, next.erpField), crm: byName(fields.crm, next.crmField) };
    set({ ...picked, flow: turned(flow, directionFor(rule, chosen)) });
  };
  const crmName = t(`crm.${system}`);
  const directions: { value: FlowDirection; label: string }[] = [
    { value: 'both', label: t('mapping.direction.both') },
    { value: 'toCrm', label: t('mapping.direction.toCrm', [crmName]) },
    { value: 'toErp', label: t('mapping.direction.toErp') },
  ];
  const isFinance = erp?.financeOwned === true && flow.direction === 'toCrm';
  const shown = findings.filter(({ severity }) => severity !== 'note');
  const isWrong = findings.some(({ severity }) => severity === 'error');
  const described = shown.length > 0 || !isComplete ? problems : undefined;
  const name = t('mapping.row', [String(place), erp?.label ?? rule.erpField, crm?.label ?? rule.crmField]);
  const stepsShown =
    rule.steps.length === 0
      ? t('mapping.details.more')
      : t('mapping.details.steps', [String(rule.steps.length)], rule.steps.length);
  return (
    <tbody className={styles.rule} data-wrong={isWrong || undefined} data-row={id}>
      <tr>
        <th scope="row" className={styles.cell} data-label={t('mapping.column.erp')}>
          <FieldPicker
            label={t('mapping.field.erp', [String(place)])}
            fields={fields.erp}
            value={rule.erpField}
            isLocked={!mayEdit}
            isInvalid={isWrong || rule.erpField === ''}
            describedBy={described}
            onPick={(erpField) => pickField({ erpField })}
          />
        </th>
        <td className={styles.cell} data-label={t('mapping.column.direction')}>
          <Choice
            label={t('mapping.direction.label', [String(place)])}
            isLabelHidden
            value={flow.direction}
            options={directions}
            locked={isFinance ? t('mapping.mark.finance') : locked}
            onChange={(direction) => set({ flow: turned(flow, direction) })}
          />
        </td>
        <td className={styles.cell} data-label={crmName}>
          <FieldPicker
            label={t('mapping.field.crm', [crmName, String(place)])}
            fields={fields.crm}
            value={rule.crmField}
            isLocked={!mayEdit}
            isInvalid={isWrong || rule.crmField === ''}
            describedBy={described}
            onPick={(crmField) => pickField({ crmField })}
          />
        </td>
        <td className={styles.cell} data-label={t('mapping.column.policy')}>
          {flow.direction === 'both' ? (
            <Choice
              label={t('mapping.policy.label', [String(place)])}
              isLabelHidden
              value={flow.policy}
              options={[
                { value: 'lastWriteWins', label: t('mapping.policy.lastWriteWins') },
                { value: 'crmWins', label: t('mapping.policy.crmWins', [crmName]) },
                { value: 'erpWins', label: t('mapping.policy.erpWins') },
                { value: 'ask', label: t('mapping.policy.ask') },
              ]}
              locked={locked}
              onChange={(policy) => set({ flow: { ...flow, policy } })}
            />
          ) : (
            <p className={styles.fixed}>
              {flow.direction === 'toCrm'
                ? t('mapping.policy.erpWins')
                : t('mapping.policy.crmWins', [crmName])}
            </p>
          )}
        </td>
        <td className={styles.cell} data-label={t('mapping.column.firstTime')}>
          <FirstTime place={place} flow={flow} crmName={crmName} locked={locked} onChange={set} />
        </td>
        <td className={styles.actions}>
          <Button
            look="quiet"
            aria-expanded={isOpen}
            aria-controls={isOpen ? details : undefined}
            // What is seen is part of what is heard: it can be said to a voice control.
            aria-label={`${t('mapping.details.of', [name])}: ${stepsShown}`}
            onClick={() => setOpen(!isOpen)}
          >
            {stepsShown}
          </Button>
          {mayEdit && (
            <Button
              look="quiet"
              data-remove={id}
              aria-label={t('mapping.remove', [name])}
              onClick={() => props.onRemove(id)}
            >
              ×
            </Button>
          )}
        </td>
      </tr>
      {described !== undefined && (
        <tr>
          <td colSpan={6} className={styles.problems} id={problems}>
            {isComplete ? (
              <Findings findings={shown} />
            ) : (
              <p className={styles.incomplete}>{t('mapping.incomplete')}</p>
            )}
          </td>
        </tr>
      )}
      {isOpen && (
        <tr>
          <td colSpan={6} className={styles.details} id={details}>
            <RuleDetails
              rule={rule}
              erp={erp}
              crm={crm}
              system={system}
              notes={findings.filter(({ severity }) => severity === 'note')}
              mayEdit={mayEdit}
              onChange={set}
            />
          </td>
        </tr>
      )}
    </tbody>
  );
}, isUnmoved);

/** What the checks say is made anew each time; a row is painted again only when it says something else. */
function isUnmoved(before: RuleRowProps, after: RuleRowProps): boolean {
  return (Object.keys(after) as (keyof RuleRowProps)[]).every((key) =>
    key === 'findings'
      ? JSON.stringify(before.findings) === JSON.stringify(after.findings)
      : Object.is(before[key], after[key]),
  );
}

interface FirstTimeProps {
  readonly place: number;
  readonly flow: SavedRule['flow'];
  readonly crmName: string;
  readonly locked: string | null;
  readonly onChange: (changes: Pick<SavedRule, 'flow'>) => void;
}

function FirstTime({ place, flow, crmName, locked, onChange }: FirstTimeProps) {
  const label = t('mapping.firstTime.label', [String(place)]);
  const ask = { value: 'ask' as const, label: t('mapping.firstTime.ask') };
  const erp = t('mapping.firstTime.erp');
  const crm = t('mapping.firstTime.crm', [crmName]);
  if (flow.direction === 'both')
    return (
      <Choice
        label={label}
        isLabelHidden
        value={flow.firstTime}
        options={[ask, { value: 'erp', label: erp }, { value: 'crm', label: crm }]}
        locked={locked}
        onChange={(firstTime) => onChange({ flow: { ...flow, firstTime } })}
      />
    );
  return (
    <Choice
      label={label}
      isLabelHidden
      value={flow.firstTime}
      options={[ask, { value: 'source', label: flow.direction === 'toCrm' ? erp : crm }]}
      locked={locked}
      onChange={(firstTime) => onChange({ flow: { ...flow, firstTime } })}
    />
  );
}
