import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';
import { findAll } from '../world/accessibility.ts';
import { panelRegion } from '../world/panel.ts';
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

/** One of our pages, in a tab or in a frame of the CRM's. */
type Ours = Pick<Page, 'evaluate'>;

const hasAxe = (page: Ours): Promise<boolean> => page.evaluate(() => 'axe' in globalThis);

const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
type Rules = 'all' | 'colours';
/** Of a state that is looked at in both themes: the second can change nothing but colours. */
export const RULES_IN = { light: 'all', dark: 'colours' } as const;

/** Serious and critical findings on an extension page; [] is what we want. */
export const findings = async (page: Ours, rules: Rules = 'all'): Promise<readonly string[]> => {
  // An extension page forbids inline scripts; the debugger's own evaluation does not count as one.
  if (!(await hasAxe(page))) await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    (options) =>
      (
        globalThis as unknown as { axe: { run(context: Document, options: object): Promise<unknown> } }
      ).axe.run(document, options),
    {
      resultTypes: ['violations'],
      ...(rules === 'all' ? {} : { runOnly: { type: 'rule', values: COLOUR_RULES } }),
    },
  );
  return results
    .parse(found)
    .violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
};

/** One for all panels of a browser: half a megabyte of rules is read in once. */
const stages = new WeakMap<BrowserContext, Promise<Page>>();
const openStage = async (page: Page): Promise<Page> => {
  const stage = await page.context().newPage();
  await stage.setContent(
    `<!doctype html><html lang="en"><head><title>Panel</title></head><body><main></main></body></html>`,
  );
  // A page of its own would hide the one that is looked at.
  await page.bringToFront();
  return stage;
};
const stageOf = (page: Page): Promise<Page> => {
  const stage = stages.get(page.context()) ?? openStage(page);
  stages.set(page.context(), stage);
  return stage;
};

/**
 * The panel's own tree, moved out of its closed root into an empty page with the same styles: axe cannot look into a closed root,
 * and what it judges (names, roles, contrast, structure) moves along.
 */
export const panelFindings = async (
  page: Page,
  theme: 'light' | 'dark',
  rules: Rules = 'all',
): Promise<readonly string[]> => {
  const { html, css } = copy.parse(await inClosedRoot(page, panelCopy));
  const stage = await stageOf(page);
  await stage.emulateMedia({ colorScheme: theme });
  await stage.evaluate(
    ([inside, styles, wanted]) => {
      const host = document.createElement('div');
      document.querySelector('main')?.replaceChildren(host);
      host.setAttribute('data-theme', wanted);
      const sheet = document.createElement('style');
      sheet.textContent = styles;
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = inside;
      root.prepend(sheet);
    },
    [html, css, theme] as const,
  );
  return [...(rules === 'all' ? await switchedOff(page) : []), ...(await findings(stage, rules))];
};

/** What stands around the panel may switch it off for assistive technology alone: no rule sees that, and no eye. */
const switchedOff = async (page: Page): Promise<readonly string[]> => {
  const panel = await panelRegion(page);
  if (panel === null) return ['critical: a screen reader does not find the panel'];
  const buttons = findAll(panel, ({ role }) => role === 'button');
  return panel.disabled || (buttons.length > 0 && buttons.every(({ disabled }) => disabled))
    ? ['critical: a screen reader says that all of the panel is disabled']
    : [];
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
