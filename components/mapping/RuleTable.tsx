import { useRef } from 'react';
import type { MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import { t } from '../../lib/i18n.ts';
import type { Finding } from '../../lib/mapping/checks/finding.ts';
import type { LiveFields } from '../../lib/mapping/field.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';
import { type DraftRule, isComplete } from './draft.ts';
import { RuleRow } from './RuleRow.tsx';
import styles from './RuleTable.module.css';

interface RuleTableProps {
  readonly pair: MappingPair;
  readonly rules: readonly DraftRule[];
  readonly fields: LiveFields;
  /** By the id of the row. */
  readonly findings: ReadonlyMap<number, readonly Finding[]>;
  readonly mayEdit: boolean;
  readonly onChange: (id: number, rule: SavedRule) => void;
  readonly onRemove: (id: number) => void;
}

const NOTHING: readonly Finding[] = [];

/** ERP field → CRM field, one body of rows per rule: on a narrow page each becomes a block of its own. */
export function RuleTable({ pair, rules, fields, findings, mayEdit, onChange, onRemove }: RuleTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const crmName = t(`crm.${pair.system}`);
  return (
    <table className={styles.table} ref={table}>
      <caption className={styles.caption}>{t('mapping.caption')}</caption>
      <thead className={styles.heads}>
        <tr>
          <th scope="col">{t('mapping.column.erp')}</th>
          <th scope="col">{t('mapping.column.direction')}</th>
          <th scope="col">{t('mapping.column.crm', [crmName])}</th>
          <th scope="col">{t('mapping.column.policy')}</th>
          <th scope="col">{t('mapping.column.firstTime')}</th>
          <th scope="col">
            <span className={styles.hidden}>{t('mapping.column.actions')}</span>
          </th>
        </tr>
      </thead>
      {rules.map((each, index) => (
        <RuleRow
          key={each.id}
          id={each.id}
          place={index + 1}
          rule={each.rule}
          system={pair.system}
          fields={fields}
          findings={findings.get(each.id) ?? NOTHING}
          isComplete={isComplete(each)}
          mayEdit={mayEdit}
          onChange={onChange}
          onRemove={onRemove}
        />
      ))}
    </table>
  );
}
