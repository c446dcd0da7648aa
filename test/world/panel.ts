import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type Accessible, attributeOf, findAll, findOne, readAccessibility } from './accessibility.ts';

/** The figures that a salesperson reads first, as the panel paints them. null = the panel does not show it. */
export interface Painted {
  readonly customer: string | null;
  readonly arBalance: string | null;
  readonly overdue: string | null;
  readonly unapplied: string | null;
  /** One per currency, sorted. [] = the panel does not show it. */
  readonly disputed: readonly string[];
  readonly openOrders: string | null;
  readonly creditLimit: string | null;
  readonly availableCredit: string | null;
  readonly aging: readonly (string | null)[];
}

const BUCKETS = ['Current', '1–30 days', '31–60 days', '61–90 days', 'Over 90 days'] as const;

export const panelRegion = async (page: Page): Promise<Accessible | null> => {
  const tree = await readAccessibility(page);
  return (
    findAll(
      tree,
      (node) => node.name === 'Ledgerside' && ['region', 'complementary', 'dialog'].includes(node.role),
    )[0] ?? null
  );
};

const amounts = (text: string, label: string): readonly string[] =>
  text.replace(label, '').match(/-?(?:[€$£¥]|[A-Z]{3} )[\d,]+(?:\.\d+)?|no limit set/g) ?? [];

const amount = (text: string | undefined, label: string): string | null =>
  amounts(text ?? '', label)[0] ?? null;

export const paintedIn = (panel: Accessible): Painted => {
  const figure = (name: string): string | null => amount(findOne(panel, 'group', name)?.text, name);
  const rows = findAll(panel, (node) => node.role === 'row');
  return {
    customer: findAll(panel, (node) => node.role === 'heading')[0]?.name ?? null,
    arBalance: figure('AR balance'),
    overdue: figure('Overdue'),
    unapplied: figure('Unapplied'),
    disputed: amounts(findOne(panel, 'group', 'Disputed')?.text ?? '', 'Disputed').toSorted(),
    openOrders: figure('Open orders'),
    creditLimit: figure('Credit limit'),
    availableCredit: figure('Available credit'),
    aging: BUCKETS.map((bucket) => amount(rows.find((row) => row.text.startsWith(bucket))?.text, bucket)),
  };
};

/** Milliseconds between two looks, more each time: reading the whole tree costs the page and the test more than painting it does. */
const FIRST_PAUSE = 30;
const MOST_PAUSE = 240;

/** What is painted of a record before the panel is there says that it is about to be replaced. */
export const isGlance = async (page: Page, panel: Accessible): Promise<boolean> =>
  (await attributeOf(page, panel, 'aria-busy')) === 'true';

/** Asks the accessibility tree again and again until `wanted` says that it is so of the panel that stays. */
export const waitForPanel = async <T>(
  page: Page,
  what: string,
  wanted: (panel: Accessible) => T | null,
  timeoutMs = 15_000,
): Promise<T> => {
  const until = performance.now() + timeoutMs;
  let last: Accessible | null = null;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, MOST_PAUSE)) {
    last = await panelRegion(page);
    const found = last === null ? null : wanted(last);
    if (last !== null && found !== null && !(await isGlance(page, last))) return found;
    if (performance.now() > until)
      throw new Error(`The panel did not show ${what}; it read: ${last?.text ?? '(no panel)'}`);
    await setTimeout(pause);
  }
};
