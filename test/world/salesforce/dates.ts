/** Epoch ms → `2026-03-01T10:00:00.000+0000`. Salesforce keeps whole seconds: the milliseconds are always 000. */
export const dateTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}.000+0000`;

/** Reads a date-time as the API and SOQL write it (`Z`, `+0100` or `+01:00`); null where it is none. */
export const parseDateTime = (text: string): number | null => {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-]\d\d):?(\d\d))$/.exec(text);
  if (parts === null) return null;
  const zone = parts[3] === undefined ? 'Z' : `${parts[3]}:${parts[4]}`;
  const ms = Date.parse(`${parts[1]}${(parts[2] ?? '').slice(0, 4)}${zone}`);
  return Number.isNaN(ms) ? null : ms;
};

/** A calendar date `YYYY-MM-DD` that exists. */
export const isDate = (text: string): boolean => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};
