import type { FieldMapping, MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import { t } from '../../lib/i18n.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import { KEY_FIELD } from '../../lib/mapping/keyField.ts';
import type { Draft } from './draft.ts';
import styles from './Reach.module.css';

interface ReachProps {
  readonly pair: MappingPair;
  readonly rest: Draft['rest'];
  /** Of the CRM, as it lists them. */
  readonly crmFields: readonly Pick<LiveField, 'name' | 'creatable'>[];
  readonly mayEdit: boolean;
  readonly onChange: (rest: Draft['rest']) => void;
}

type Create = NonNullable<FieldMapping['create']>;
const NOTHING: Create = { toErp: false, toCrm: false };

/** Where each kind of record can be made: quotes and orders are the ERP's, opportunities the CRM's. */
const MADE_IN: Readonly<Record<MappingPair['erpObject'], readonly (keyof Create)[]>> = {
  customer: ['toErp', 'toCrm'],
  contact: ['toErp', 'toCrm'],
  opportunity: ['toErp'],
  quote: ['toCrm'],
  order: ['toCrm'],
};

/** Whether records of this kind are synced at all, and whether one without a twin gets one. */
export function Reach({ pair, rest, crmFields, mayEdit, onChange }: ReachProps) {
  const create = rest.create ?? NOTHING;
  const crmName = t(`crm.${pair.system}`);
  const key = KEY_FIELD[pair.system];
  const hasKey = crmFields.some(({ name, creatable }) => name === key && creatable);
  const ways = MADE_IN[pair.erpObject];
  return (
    <fieldset className={styles.reach} disabled={!mayEdit}>
      <legend className={styles.legend}>{t('mapping.reach.legend')}</legend>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={rest.enabled ?? true}
          onChange={({ target }) => onChange({ ...rest, enabled: target.checked })}
        />
        {t('mapping.reach.enabled')}
      </label>
      {ways.map((way) => (
        <label key={way} className={styles.check}>
          <input
            type="checkbox"
            checked={create[way]}
            onChange={({ target }) => onChange({ ...rest, create: { ...create, [way]: target.checked } })}
          />
          {way === 'toErp' ? t('mapping.reach.toErp') : t('mapping.reach.toCrm', [crmName])}
        </label>
      ))}
      {pair.erpObject === 'customer' && create.toCrm && (
        <p className={styles.hint}>{t('mapping.reach.customersToCrm', [crmName])}</p>
      )}
      {create.toCrm && !hasKey && (
        <p className={styles.hint} role="status">
          {t('mapping.reach.noKey', [crmName, pair.object, key])}
        </p>
      )}
      {ways.every((way) => !create[way]) && <p className={styles.hint}>{t('mapping.reach.linkedOnly')}</p>}
    </fieldset>
  );
}
