import type { Org } from '../context.ts';
import { notFound, Refusal } from '../refusal.ts';

/** Releases with their API versions, oldest first. */
const RELEASES: readonly (readonly [number, string])[] = [
  [60, "Spring '24"],
  [61, "Summer '24"],
  [62, "Winter '25"],
  [63, "Spring '25"],
  [64, "Summer '25"],
  [65, "Winter '26"],
  [66, "Spring '26"],
  [67, "Summer '26"],
  [68, "Winter '27"],
];

export const versionList = (): readonly object[] =>
  RELEASES.map(([number, label]) => ({ label, url: `/services/data/v${number}.0`, version: `${number}.0` }));

/** Refuses a version that the org does not have (404) or no longer has (410). */
export const checkVersion = (org: Org, version: string): void => {
  const number = Number(/^v(\d+)\.0$/.exec(version)?.[1]);
  if (!RELEASES.some(([known]) => known === number)) throw notFound();
  if (number < (org.bites.setting('versionRetired')?.below ?? 0))
    throw new Refusal(410, 'UNSUPPORTED_API_VERSION', `API version ${number}.0 is no longer supported.`);
};
