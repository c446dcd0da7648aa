import { t } from '../../lib/i18n.ts';
import type { FoundCustomer } from '../../lib/messaging/protocol.ts';
import { Button } from '../ui/Button.tsx';
import styles from './FoundCustomerRow.module.css';

interface FoundCustomerRowProps {
  readonly found: FoundCustomer;
  readonly onOpen: (url: string) => void;
}

/** Name, id and city tell two branches of one company apart. */
export function FoundCustomerRow({ found: { customer, pages }, onOpen }: FoundCustomerRowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <p className={styles.name}>
          <bdi>{customer.name}</bdi>
        </p>
        <p className={styles.where}>{[customer.id, customer.city].filter(Boolean).join(' · ')}</p>
      </div>
      <div className={styles.pages}>
        {pages.map(({ system, url }, index) => {
          const label = pageLabel(pages, index, t(`crm.${system}`));
          return (
            <Button
              key={url}
              aria-label={t('search.openNamed', [label, customer.name])}
              onClick={() => onOpen(url)}
            >
              {label}
            </Button>
          );
        })}
        {pages.length === 0 && <p className={styles.unlinked}>{t('search.unlinked')}</p>}
      </div>
    </li>
  );
}

/** "Open in Salesforce"; numbered where one customer has several records there. */
const pageLabel = (pages: FoundCustomer['pages'], index: number, crm: string): string => {
  const system = pages[index]?.system;
  const same = pages.filter((page) => page.system === system).length;
  if (same === 1) return t('search.open', [crm]);
  const ordinal = pages.slice(0, index + 1).filter((page) => page.system === system).length;
  return t('search.openNth', [crm, String(ordinal)]);
};
