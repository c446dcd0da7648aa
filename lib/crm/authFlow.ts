import { FailureError } from '../failure.ts';

/** Opens a sign-in page in a window of its own and answers the address that it ends on; rejects when the window is closed. */
export type LaunchAuthFlow = (url: string) => Promise<string>;

/** Chromium's words where the first page of a sign-in did not load or answered with an error status. */
const NOT_LOADED = /could not be loaded/i;

/** The launched flow's final address; a closed window is the person's own "no", a page that never came is not. */
export const landingOf = async (launch: LaunchAuthFlow, url: URL): Promise<URL> => {
  let landing: string;
  try {
    landing = await launch(url.href);
  } catch (cause) {
    const notLoaded = cause instanceof Error && NOT_LOADED.test(cause.message);
    throw new FailureError({ code: notLoaded ? 'crm.unreachable' : 'cancelled' }, { cause });
  }
  const parsed = URL.parse(landing);
  if (parsed === null) throw new FailureError({ code: 'crm.badAnswer' });
  return parsed;
};
