import { useId, useState } from 'react';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import type { DocumentLoader } from './documentLoader.ts';
import { TabList } from './TabList.tsx';
import type { Target } from './tab.ts';
import { FIRST_TAB, TABS } from './tabs.ts';

interface DocumentTabsProps {
  readonly customers: readonly CustomerDetail[];
  readonly loader: DocumentLoader;
  /** null = the one that is asked for most. */
  readonly chosen: string | null;
  onChoose(tab: string): void;
}

/** The lists of a customer, or of several together. A document named in one of them opens in its own. */
export function DocumentTabs({ customers, loader, chosen, onChoose }: DocumentTabsProps) {
  const id = useId();
  const [wanted, setWanted] = useState<Target | null>(null);
  const tab = TABS.find((each) => each.id === chosen) ?? FIRST_TAB;
  return (
    <section className="tabs" aria-label={t('documents.label')}>
      <TabList
        id={id}
        label={t('documents.label')}
        current={tab.id}
        tabs={TABS.map((each) => {
          const count = each.count(customers);
          return { id: each.id, label: t(each.label), count: count === null ? null : formatDecimal(count) };
        })}
        onChoose={(next) => {
          setWanted(null);
          onChoose(next);
        }}
      />
      <div
        role="tabpanel"
        id={`${id}panel`}
        aria-labelledby={`${id}${tab.id}`}
        key={tab.id}
        className="tabpanel"
      >
        {tab.render({
          customers,
          loader,
          wanted: wanted?.tab === tab.id ? wanted : null,
          onGo: (target) => {
            // A copy: to ask for the same document again is another request.
            setWanted({ ...target });
            onChoose(target.tab);
          },
        })}
      </div>
    </section>
  );
}
