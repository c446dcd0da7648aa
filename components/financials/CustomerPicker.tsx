import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';

interface CustomerPickerProps {
  readonly customers: readonly CustomerDetail[];
  /** null = all of them. */
  readonly chosen: string | null;
  onChoose(customer: string | null): void;
}

/** Several ERP customers on one CRM record: whose figures are these? */
export function CustomerPicker({ customers, chosen, onChoose }: CustomerPickerProps) {
  return (
    <label className="picker">
      <span className="sr-only">{t('customers.picker')}</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{t('customers.all', [formatDecimal(customers.length)])}</option>
        {customers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name} · {id}
          </option>
        ))}
      </select>
    </label>
  );
}
