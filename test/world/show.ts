import { paintedIn, waitForPanel } from './panel.ts';
import { connectAll, linkTwins, openPanel, panelText } from './ready.ts';
import { switchSyncOn } from './syncing.ts';
import type { World } from './world.ts';

const hasDisplay = (): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** A browser on a record of the simulated org, the panel open; stays until the browser is closed. Headless it says what it showed. */
export const show = async (world: World): Promise<number> => {
  const headless = !hasDisplay();
  await linkTwins(world);
  await switchSyncOn(world);
  const { context } = await world.browser({ headless });
  await connectAll(world, context);
  const [twin] = world.twins.all.filter(({ linked }) => linked);
  if (twin === undefined) throw new Error('The books hold no linked customer to show.');
  const page = context.pages()[0] ?? (await context.newPage());
  const url = `https://${twin.host}${twin.path}`;
  await page.goto(url);
  await openPanel(page);
  await waitForPanel(page, 'an AR balance', (panel) => paintedIn(panel).arBalance);
  if (headless) {
    console.log(JSON.stringify({ url, shows: await panelText(page) }));
    return 0;
  }
  process.stderr.write(`Open: ${url}\nClose the browser to end.\n`);
  await new Promise((resolve) => context.once('close', resolve));
  return 0;
};
