import type { SideName } from '../../lib/erp/api/sync/values.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictItem, ContestedValue } from '../../lib/messaging/conflictMessages.ts';
import { shownValue } from '../sync/shownValue.ts';
import { crmFieldText } from './conflictName.ts';
import { sideText } from './conflictWords.ts';

interface ContestedValuesProps {
  readonly conflict: ConflictItem;
  readonly moved: readonly SideName[];
  /** The heading names the one field that there is. */
  readonly isTitled: boolean;
}

/** Each contested field with its last agreed value and both sides' values below one another, so that they can be compared. */
export function ContestedValues({ conflict, moved, isTitled }: ContestedValuesProps) {
  return (
    <>
      {conflict.fields.map((field) => (
        <table
          key={`${field.crmField} ${field.erpField}`}
          className="contested"
          data-titled={isTitled || undefined}
        >
          <caption>{fieldText(field)}</caption>
          <tbody>
            <tr className="contested-base">
              <th scope="row">{t('conflict.base')}</th>
              <td>
                <bdi>
                  {field.base === null ? t('conflict.neverAgreed') : shownValue(field.base, field.shownAs)}
                </bdi>
              </td>
            </tr>
            {(['crm', 'erp'] as const).map((side) => (
              <tr key={side} data-moved={moved.includes(side) || undefined}>
                <th scope="row">{sideText(side, conflict)}</th>
                <td>
                  <bdi>{shownValue(field[side], field.shownAs)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {conflict.overwritten.length === 0 ? null : (
        <p className="conflict-ids">
          {t('conflict.lost', [
            conflict.overwritten
              .map((value) => shownValue(value, conflict.fields[0]?.shownAs ?? null))
              .join(', '),
          ])}
        </p>
      )}
    </>
  );
}

/** As each system calls it; once where both call it the same. */
const fieldText = (field: ContestedValue): string => {
  const crmField = crmFieldText(field);
  return crmField.toLowerCase() === field.erpField.toLowerCase()
    ? crmField
    : `${crmField} ↔ ${field.erpField}`;
};
