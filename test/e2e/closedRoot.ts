import type { Page } from 'playwright-core';
import * as z from 'zod';

const pierced = z.object({ root: z.unknown() });

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

/** What a function finds in the panel's closed root, which only the debugger can look into. It is sent as text: it sees nothing of ours. */
export const inClosedRoot = async (page: Page, find: (root: ShadowRoot) => unknown): Promise<unknown> => {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = pierced.parse(await session.send('DOM.getDocument', { depth: -1, pierce: true }));
    const shadow = closedRootOf(root);
    if (shadow === null) throw new Error('The page has no closed shadow root.');
    const { object } = await session.send('DOM.resolveNode', { backendNodeId: shadow });
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      returnByValue: true,
      functionDeclaration: `function () { return (${String(find)})(this); }`,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  } finally {
    await session.detach();
  }
};
