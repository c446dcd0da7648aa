import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { click, findOne } from '../../world/accessibility.ts';
import { waitForPanel } from '../../world/panel.ts';
import { keepPicture } from '../../world/picture.ts';
import { inClosedRoot } from '../closedRoot.ts';
import { context, world } from '../golden.ts';
import { type Box, boxOfPanel } from '../panelBox.ts';
import { settled } from '../settled.ts';
import { figuresOf, painted, press, twin, visit } from '../story.ts';

export const placement = (): void => {
  /** What each CRM keeps in place for itself. */
  const CONTROLS = {
    salesforce: [
      '.oneHeader',
      '.navexDesktopLayoutContainer nav, .slds-context-bar',
      '.oneUtilityBar',
      '.slds-docked-composer',
    ],
    hubspot: [
      '[data-test-id="vertical-nav"]',
      '[data-test-id="global-toolbar"]',
      '[data-test-id="help-widget"]',
    ],
  } as const;

  const controlsOn = (
    page: Page,
    system: keyof typeof CONTROLS,
  ): Promise<readonly { name: string; box: Box }[]> =>
    page.evaluate(
      (selectors) =>
        selectors.flatMap((name) => {
          const element = document.querySelector(name);
          if (element === null) return [];
          const { left, top, right, bottom } = element.getBoundingClientRect();
          return [{ name, box: { left, top, right, bottom } }];
        }),
      [...CONTROLS[system]],
    );

  const meet = (one: Box, other: Box): boolean =>
    one.left < other.right - 1 &&
    other.left < one.right - 1 &&
    one.top < other.bottom - 1 &&
    other.top < one.bottom - 1;

  const covered = async (page: Page, system: keyof typeof CONTROLS): Promise<readonly string[]> => {
    const panel = await boxOfPanel(page);
    const controls = await controlsOn(page, system);
    expect(controls.length).toBeGreaterThan(2);
    return controls.filter(({ box }) => meet(panel, box)).map(({ name }) => name);
  };

  /** What of the page could be pressed if the panel were not there; the panel's own closed root is none of it. */
  const pressable = (page: Page, box: Box): Promise<readonly string[]> =>
    page.evaluate(({ left, top, right, bottom }) => {
      const controls = document.querySelectorAll('a, button, input, select, textarea, [role="button"]');
      return [...controls]
        .filter((control) => {
          const own = control.getBoundingClientRect();
          return (
            own.width > 0 && own.left < right && own.right > left && own.top < bottom && own.bottom > top
          );
        })
        .map((control) => control.outerHTML);
    }, box);

  /** The verdict and the AR balance, as far as they are painted whole without scrolling. */
  const figuresInSight = async (page: Page): Promise<unknown> => inClosedRoot(page, wholeFigures);

  const wholeFigures = (root: ShadowRoot) =>
    ['.verdict-word', '.figure[data-prominent] .amount'].map((selector) => {
      const element = root.querySelector(selector);
      if (element === null) return null;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const isWhole = [top + 1, bottom - 1].every((y) => {
        const over = root.elementFromPoint((left + right) / 2, y);
        return over !== null && (element.contains(over) || over.contains(element));
      });
      return isWhole ? element.textContent?.trim() : 'hidden';
    });

  it.each(['Dock to the right edge', null])('an open chat pushes the panel aside (%s)', async (dock) => {
    const one = twin(world, 'salesforce', 'G03');
    const page = await visit(context, one);
    await figuresOf(page, one.name);
    if (dock !== null) await press(page, 'button', dock);
    await painted(page);
    const before = await boxOfPanel(page);
    await page.getByRole('button', { name: 'Open or minimize messaging' }).click();
    await expect.poll(() => covered(page, 'salesforce')).toEqual([]);
    expect((await boxOfPanel(page)).right).toBeLessThan(before.right);
    await settled(page);
    await keepPicture(page, `.output/shots/placement-chat-${dock === null ? 'floating' : 'docked'}.png`);
    expect(await figuresInSight(page)).toEqual(['Stop', '€1,975.00']);
    await page.getByRole('button', { name: 'Open or minimize messaging' }).click();
    await expect.poll(() => boxOfPanel(page)).toEqual(before);
    if (dock !== null) await press(page, 'button', dock);
    await page.close();
  });

  const VIEWPORTS = [
    ['a wide window', 1360, 900],
    ['1024 px', 1024, 768],
    ['1024 px at 200 % zoom', 512, 384],
  ] as const;

  describe.each(['salesforce', 'hubspot'] as const)(
    "%s: the page's own fixed controls stay free",
    (system) => {
      it.each(VIEWPORTS)('in %s, floating, docked and collapsed', async (_name, width, height) => {
        const one = twin(world, system, 'G03');
        const page = await visit(context, one);
        await page.setViewportSize({ width, height });
        await figuresOf(page, one.name);
        await painted(page);
        expect(await covered(page, system)).toEqual([]);

        await click(
          page,
          await waitForPanel(page, 'its dock button', (panel) =>
            findOne(panel, 'button', 'Dock to the right edge'),
          ),
        );
        await painted(page);
        expect(await covered(page, system)).toEqual([]);
        expect((await boxOfPanel(page)).right).toBe(width);
        await settled(page);
        await keepPicture(page, `.output/shots/placement-${system}-${width}-docked.png`);
        expect(await figuresInSight(page)).toEqual(['Stop', '€1,975.00']);

        await click(
          page,
          await waitForPanel(page, 'its dock button', (panel) =>
            findOne(panel, 'button', 'Dock to the right edge'),
          ),
        );
        await click(
          page,
          await waitForPanel(page, 'its close button', (panel) => findOne(panel, 'button', 'Close')),
        );
        await settled(page);
        await painted(page);
        expect(await covered(page, system)).toEqual([]);
        expect(await pressable(page, await boxOfPanel(page))).toEqual([]);
        await keepPicture(page, `.output/shots/placement-${system}-${width}-tab.png`);
        await page.close();
      });
    },
  );
};
