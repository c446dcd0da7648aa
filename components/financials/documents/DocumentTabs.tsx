import { useId, useMemo } from 'react';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import type { DocumentLoader } from './documentLoader.ts';
import { chosenOf, type Selection, TERMS } from './selection.ts';
import { TabList } from './TabList.tsx';
import type { Target } from './tab.ts';
import { FIRST_TAB, TABS } from './tabs.ts';

interface DocumentTabsProps {
  readonly customers: readonly CustomerDetail[];
  readonly loader: DocumentLoader;
  readonly shown: ShownDocuments;
  onShow(shown: ShownDocuments): void;
}

/** What the lists show: a tab, and in it one document or the documents of one figure. */
export interface ShownDocuments {
  /** null = the one that is asked for most. */
  readonly tab: string | null;
  readonly wanted: Target | null;
  readonly selection: Selection | null;
}

export const FIRST_SHOWN: ShownDocuments = { tab: null, wanted: null, selection: null };
export const showDocument = (wanted: Target): ShownDocuments => ({
  tab: wanted.tab,
  // A copy: to ask for the same document again is another request.
  wanted: { ...wanted },
  selection: null,
});
export const showSelection = (selection: Selection): ShownDocuments => ({
  tab: TERMS[selection.term].tab,
  wanted: null,
  selection,
});

/** The lists of a customer, or of several together. A document named in one of them opens in its own. */
export function DocumentTabs({ customers, loader, shown, onShow }: DocumentTabsProps) {
  const id = useId();
  const { wanted, selection } = shown;
  const tab = TABS.find((each) => each.id === shown.tab) ?? FIRST_TAB;
  const chosen = useMemo(
    () => (selection === null ? null : chosenOf(selection, customers)),
    [selection, customers],
  );
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
        onChoose={(next) => onShow({ ...FIRST_SHOWN, tab: next })}
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
          onGo: (target) => onShow(showDocument(target)),
          chosen,
          onShowAll: () => onShow({ ...FIRST_SHOWN, tab: tab.id }),
        })}
      </div>
    </section>
  );
}
