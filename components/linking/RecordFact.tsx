import type { RecordRef } from '../../lib/erp/api/record.ts';
import { t } from '../../lib/i18n.ts';

/** The CRM record that a confirmation is about. Its id takes a line of its own: beside the rest it would be torn from its dot. */
export const RecordFact = ({ record, name }: { record: RecordRef; name: string }) => (
  <>
    <dt>{t('confirm.record')}</dt>
    <dd>
      <strong>{name}</strong>
      <span>
        {t(`crm.${record.system}`)} · {record.object}
      </span>
      <span>{record.id}</span>
    </dd>
  </>
);
