import type { NamedCompany } from '../../lib/crm/port.ts';
import type { RecordRef } from '../../lib/erp/api/record.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';

interface CompanyPickerProps {
  /** The main one first; never empty. */
  readonly companies: readonly NamedCompany[];
  /** Whose figures are shown. */
  readonly via: RecordRef;
  onChoose(company: string): void;
}

/** A contact or deal of one company says whose figures these are; of several, it lets a person choose. */
export function CompanyPicker({ companies, via, onChoose }: CompanyPickerProps) {
  const [main] = companies;
  if (companies.length < 2)
    return (
      <p className="quiet">{main?.name == null ? t('panel.via') : t('company.viaNamed', [main.name])}</p>
    );
  return (
    <div className="company-picker">
      <label className="picker">
        <span>{t('company.picker')}</span>
        <select value={via.id} onChange={(event) => onChoose(event.target.value)}>
          {companies.map(({ record, name }) => (
            <option key={record.id} value={record.id}>
              {record === main?.record ? t('company.main', [name ?? record.id]) : (name ?? record.id)}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet">{t('company.several', [formatDecimal(companies.length)])}</p>
    </div>
  );
}
