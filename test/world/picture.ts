import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';

interface Extent {
  /** The page from its beginning to its end, and not only what is in sight. */
  readonly fullPage?: boolean;
}

/** Keeps a picture of the page as a PNG, packed fast rather than small: there are hundreds of them, and a browser packs one at a time. */
export const keepPicture = async (
  page: Page,
  path: string,
  { fullPage = false }: Extent = {},
): Promise<void> => {
  // Whatever is still to be fetched would be painted otherwise a moment later.
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const session = await page.context().newCDPSession(page);
  try {
    const { cssContentSize } = await session.send('Page.getLayoutMetrics');
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      captureBeyondViewport: fullPage,
      ...(fullPage ? { clip: { ...cssContentSize, x: 0, y: 0, scale: 1 } } : {}),
    });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.from(data, 'base64'));
  } finally {
    await session.detach();
  }
};
