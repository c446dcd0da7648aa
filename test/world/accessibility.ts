import type { Page } from 'playwright-core';
import * as z from 'zod';

/** What a screen reader is told. `text`: everything readable inside, in reading order. */
export interface Accessible {
  readonly role: string;
  readonly name: string;
  readonly text: string;
  readonly children: readonly Accessible[];
}

const axValue = z.object({ value: z.unknown().optional() }).optional();
const axTree = z.object({
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      ignored: z.boolean(),
      role: axValue,
      name: axValue,
      childIds: z.array(z.string()).optional(),
    }),
  ),
});

/**
 * The page's whole accessibility tree, closed shadow roots included: the only honest way to read the panel from outside, because
 * it is what assistive technology gets from what was painted.
 */
export const readAccessibility = async (page: Page): Promise<Accessible> => {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = axTree.parse(await session.send('Accessibility.getFullAXTree'));
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const build = (id: string): Accessible[] => {
      const node = byId.get(id);
      if (node === undefined) return [];
      const role = String(node.role?.value ?? '');
      if (role === 'InlineTextBox') return [];
      const children = (node.childIds ?? []).flatMap(build);
      // An ignored node is not announced, but what is inside it may be.
      if (node.ignored) return children;
      const name = String(node.name?.value ?? '').replace(/\u00a0|\u202f/g, ' ');
      const inner = children
        .map((child) => child.text)
        .join(' ')
        .trim();
      return [{ role, name, text: role === 'StaticText' ? name : inner, children }];
    };
    const [root] = nodes[0] === undefined ? [] : build(nodes[0].nodeId);
    if (root === undefined) throw new Error('The page has no accessibility tree.');
    return root;
  } finally {
    await session.detach();
  }
};

/** Every node inside `from` that `wanted` accepts, in reading order. */
export const findAll = (from: Accessible, wanted: (node: Accessible) => boolean): readonly Accessible[] => [
  ...(wanted(from) ? [from] : []),
  ...from.children.flatMap((child) => findAll(child, wanted)),
];

export const findOne = (from: Accessible, role: string, name: string | RegExp): Accessible | null =>
  findAll(
    from,
    (node) => node.role === role && (typeof name === 'string' ? node.name === name : name.test(node.name)),
  )[0] ?? null;
