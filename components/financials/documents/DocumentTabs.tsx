import { type KeyboardEvent, useId, useRef } from 'react';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import { TABS } from './tabs.ts';

interface DocumentTabsProps {
  readonly customers: readonly CustomerDetail[];
  /** null = the first. */
  readonly chosen: string | null;
  onChoose(tab: string): void;
}

const isRightToLeft = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/** Tabs after the ARIA Authoring Practices: one tab stop, arrows move and choose, Home and End go to the ends. */
export function DocumentTabs({ customers, chosen, onChoose }: DocumentTabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = Math.max(
    0,
    TABS.findIndex((tab) => tab.id === chosen),
  );
  const tab = TABS[current] ?? TABS[0];

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const forward = isRightToLeft(event.currentTarget) ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    const targets: Record<string, number> = {
      [forward]: (current + 1) % TABS.length,
      [back]: (current - 1 + TABS.length) % TABS.length,
      Home: 0,
      End: TABS.length - 1,
    };
    const target = targets[event.key];
    const next = target === undefined ? undefined : TABS[target];
    if (target === undefined || next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target]?.focus();
  };

  const sent = tab.sent(customers);
  const count = tab.count(customers);
  return (
    <section className="tabs" aria-label={t('documents.label')}>
      <div
        ref={list}
        role="tablist"
        aria-label={t('documents.label')}
        onKeyDown={onKeyDown}
        className="tablist"
      >
        {TABS.map((candidate) => (
          <button
            key={candidate.id}
            type="button"
            role="tab"
            id={`${id}${candidate.id}`}
            aria-selected={candidate === tab}
            aria-controls={candidate === tab ? `${id}panel` : undefined}
            tabIndex={candidate === tab ? 0 : -1}
            onClick={() => onChoose(candidate.id)}
          >
            {t(candidate.label)} <span className="count">{formatDecimal(candidate.count(customers))}</span>
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}panel`}
        aria-labelledby={`${id}${tab.id}`}
        key={tab.id}
        className="tabpanel"
      >
        {tab.render(customers)}
        {sent < count ? (
          <p className="quiet">{t('documents.newest', [formatDecimal(sent), formatDecimal(count)])}</p>
        ) : null}
      </div>
    </section>
  );
}
