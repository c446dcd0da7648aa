import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { click, findOne } from '../../world/accessibility.ts';
import { panelRegion, waitForPanel } from '../../world/panel.ts';
import { context, world } from '../golden.ts';
import { figuresOf, painted, twin, visit } from '../story.ts';

export const placement = (): void => {
  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }

  /** What each CRM keeps in place for itself. */
  const CONTROLS = {
    salesforce: [
      '.oneHeader',
      '.navexDesktopLayoutContainer nav, .slds-context-bar',
      '.oneUtilityBar',
      '.slds-docked_container',
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

  const boxOfPanel = async (page: Page): Promise<Box> => {
    const panel = await panelRegion(page);
    if (panel === null || panel.backendNode === null) throw new Error('There is no panel.');
    const session = await context.newCDPSession(page);
    const { model } = await session.send('DOM.getBoxModel', { backendNodeId: panel.backendNode });
    await session.detach();
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    return { left, top, right, bottom };
  };

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
        await page.screenshot({ path: `.output/shots/placement-${system}-${width}-docked.png` });

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
        await painted(page);
        expect(await covered(page, system)).toEqual([]);
        await page.screenshot({ path: `.output/shots/placement-${system}-${width}-tab.png` });
        await page.close();
      });
    },
  );
};
