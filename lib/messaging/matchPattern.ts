/**
 * Whether an origin falls under a match pattern of the manifest. Knows the one form that ours have, `https://host/*` with an
 * optional leading `*.`, and matches nothing where a pattern has another form.
 */
export const matchesOrigin = (pattern: string, origin: string): boolean => {
  const host = /^https:\/\/([^/]+)\/\*$/.exec(pattern)?.[1];
  if (host === undefined || !origin.startsWith('https://')) return false;
  const name = origin.slice('https://'.length);
  if (!host.startsWith('*.')) return name === host;
  return name.endsWith(host.slice(1)) && name.length > host.length - 1;
};
