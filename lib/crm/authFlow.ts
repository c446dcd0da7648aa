import { FailureError } from '../failure.ts';

/** Opens a sign-in page in a window of its own and answers the address that it ends on; rejects when the window is closed. */
export type LaunchAuthFlow = (url: string) => Promise<string>;

/** The launched flow's final address; a closed window is the person's own "no". */
export const landingOf = async (launch: LaunchAuthFlow, url: URL): Promise<URL> => {
  let landing: string;
  try {
    landing = await launch(url.href);
  } catch (cause) {
    throw new FailureError({ code: 'cancelled' }, { cause });
  }
  const parsed = URL.parse(landing);
  if (parsed === null) throw new FailureError({ code: 'crm.badAnswer' });
  return parsed;
};
