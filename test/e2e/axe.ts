import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { inClosedRoot } from './closedRoot.ts';

const results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string() })),
    }),
  ),
});

/** Serious and critical findings on an extension page; [] is what we want. */
export const findings = async (page: Page): Promise<readonly string[]> => {
  // An extension page forbids inline scripts; the debugger's own evaluation does not count as one.
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<unknown> } }).axe.run(),
  );
  return results
    .parse(found)
    .violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
};

/**
 * The panel's own tree, moved out of its closed root into an empty page with the same styles: axe cannot look into a closed root,
 * and what it judges (names, roles, contrast, structure) moves along.
 */
export const panelFindings = async (page: Page, theme: 'light' | 'dark'): Promise<readonly string[]> => {
  const { html, css } = copy.parse(await inClosedRoot(page, panelCopy));
  const stage = await page.context().newPage();
  await stage.emulateMedia({ colorScheme: theme });
  await stage.setContent(
    `<!doctype html><html lang="en"><head><title>Panel</title></head><body><main><div id="stage"></div></main></body></html>`,
  );
  await stage.evaluate(
    ([inside, styles, wanted]) => {
      const root = document.querySelector('#stage')?.attachShadow({ mode: 'open' });
      if (root === undefined) throw new Error('The stage is missing.');
      document.querySelector('#stage')?.setAttribute('data-theme', wanted ?? 'light');
      const sheet = document.createElement('style');
      sheet.textContent = styles ?? '';
      root.innerHTML = inside ?? '';
      root.prepend(sheet);
    },
    [html, css, theme],
  );
  const found = await findings(stage);
  await stage.close();
  return found;
};

const copy = z.object({ html: z.string(), css: z.string() });

const panelCopy = (root: ShadowRoot) => {
  const css = [...root.adoptedStyleSheets, ...root.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .map((rule) => rule.cssText)
    .join('\n');
  const clone = document.createElement('div');
  for (const child of root.childNodes) if (child.nodeName !== 'STYLE') clone.append(child.cloneNode(true));
  return { html: clone.innerHTML, css };
};
