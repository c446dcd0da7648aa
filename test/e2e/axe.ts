import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

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
  const session = await page.context().newCDPSession(page);
  const { html, css } = copy.parse(await panelCopy(session));
  await session.detach();
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
const pierced = z.object({ root: z.unknown() });

/** Reads the closed root through the debugger: the isolated world's node, its HTML and the text of its style sheets. */
const panelCopy = async (
  session: Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>,
): Promise<unknown> => {
  const { root } = pierced.parse(await session.send('DOM.getDocument', { depth: -1, pierce: true }));
  const shadow = closedRootOf(root);
  if (shadow === null) throw new Error('The page has no closed shadow root.');
  const { object } = await session.send('DOM.resolveNode', { backendNodeId: shadow });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: object.objectId ?? '',
    returnByValue: true,
    functionDeclaration: `function () {
      const css = [...this.adoptedStyleSheets, ...this.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('\\n');
      const clone = document.createElement('div');
      for (const node of this.childNodes) if (node.nodeName !== 'STYLE') clone.append(node.cloneNode(true));
      return { html: clone.innerHTML, css };
    }`,
  });
  return result.value;
};

const node = z.object({
  shadowRoots: z.array(z.object({ backendNodeId: z.number(), shadowRootType: z.string() })).optional(),
  nodeName: z.string(),
  children: z.array(z.unknown()).optional(),
});

/** The panel hangs its host directly under the document element. */
const closedRootOf = (root: unknown): number | null => {
  const html = node
    .parse(root)
    .children?.map((child) => node.safeParse(child).data)
    .find((child) => child?.nodeName === 'HTML');
  for (const child of html?.children ?? []) {
    const closed = node
      .safeParse(child)
      .data?.shadowRoots?.find(({ shadowRootType }) => shadowRootType === 'closed');
    if (closed !== undefined) return closed.backendNodeId;
  }
  return null;
};
