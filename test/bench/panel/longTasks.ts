import type { Page } from 'playwright-core';

/** ms of every task over 50 ms that kept this page from answering since it was opened. */
export const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        const observer = new PerformanceObserver((list) => {
          found.push(...list.getEntries().map(({ duration }) => duration));
        });
        observer.observe({ type: 'longtask', buffered: true });
        // What is buffered is delivered before a second frame begins.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            observer.disconnect();
            resolve(found);
          }),
        );
      }),
  );
