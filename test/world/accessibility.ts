import { isDeepStrictEqual } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import * as z from 'zod';

/** What a screen reader is told. `text`: everything readable inside, in reading order. */
export interface Accessible {
  readonly role: string;
  readonly name: string;
  readonly text: string;
  /** Of a control that opens and closes something. */
  readonly expanded: boolean | null;
  /** Announced as something that cannot be used now. */
  readonly disabled: boolean;
  /** The DOM node behind it, for pointing at it; null = none. */
  readonly backendNode: number | null;
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
      backendDOMNodeId: z.number().optional(),
      properties: z
        .array(z.object({ name: z.string(), value: z.object({ value: z.unknown().optional() }) }))
        .optional(),
    }),
  ),
});

// One line to the debugger per page, and not one per look: a story looks hundreds of times.
const sessions = new WeakMap<Page, Promise<CDPSession>>();
const sessionOf = (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
};

/** Lets go of the page: while somebody reads the tree, the browser keeps it up to date with everything that the page does. */
export const stopReading = async (page: Page): Promise<void> => {
  const session = sessions.get(page);
  sessions.delete(page);
  await (await session)?.detach();
};

/**
 * The page's whole accessibility tree, closed shadow roots included: the only honest way to read the panel from outside, because
 * it is what assistive technology gets from what was painted.
 */
export const readAccessibility = async (page: Page): Promise<Accessible> => {
  const session = await sessionOf(page);
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
    const stated = (property: string) => node.properties?.find(({ name }) => name === property)?.value.value;
    const isExpanded = stated('expanded');
    const inner = children
      .map((child) => child.text)
      .join(' ')
      .trim();
    return [
      {
        role,
        name,
        text: role === 'StaticText' ? name : inner,
        expanded: typeof isExpanded === 'boolean' ? isExpanded : null,
        disabled: stated('disabled') === true,
        backendNode: node.backendDOMNodeId ?? null,
        children,
      },
    ];
  };
  const [root] = nodes[0] === undefined ? [] : build(nodes[0].nodeId);
  if (root === undefined) throw new Error('The page has no accessibility tree.');
  return root;
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

const told = z.object({ result: z.object({ value: z.string().nullable() }) });

/** What an attribute of a node says; null = nothing, or the node is gone. */
export const attributeOf = async (
  page: Page,
  { backendNode }: Accessible,
  name: string,
): Promise<string | null> => {
  if (backendNode === null) return null;
  const session = await sessionOf(page);
  try {
    const { object } = await session.send('DOM.resolveNode', { backendNodeId: backendNode });
    const answer = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      returnByValue: true,
      functionDeclaration: 'function (name) { return this.getAttribute(name); }',
      arguments: [{ value: name }],
    });
    return told.parse(answer).result.value;
  } catch {
    return null;
  }
};

const quads = z.object({ quads: z.array(z.array(z.number()).length(8)) });

const middleOf = async (session: CDPSession, node: Accessible): Promise<{ x: number; y: number }> => {
  const answer = await session.send('DOM.getContentQuads', { backendNodeId: node.backendNode ?? 0 });
  const [quad] = quads.parse(answer).quads;
  if (quad === undefined) throw new Error(`${node.role} "${node.name}" is not painted.`);
  const [left = 0, top = 0, , , right = 0, bottom = 0] = quad;
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
};

const nextFrames = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

/**
 * Moves the real mouse onto a node and presses it, as a person would: through whatever lies on top, and not before it stands still,
 * for what comes in above it pushes it on.
 */
export const click = async (page: Page, node: Accessible): Promise<void> => {
  if (node.backendNode === null) throw new Error(`${node.role} "${node.name}" has no place on the page.`);
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: node.backendNode });
    let place = await middleOf(session, node);
    for (let before = null; !isDeepStrictEqual(before, place); ) {
      before = place;
      await nextFrames(page);
      place = await middleOf(session, node);
    }
    await page.mouse.click(place.x, place.y);
  } finally {
    await session.detach();
  }
};
