import type { ServerTime } from '../../../sync/ids.ts';

/** A text as SOQL writes it: whatever is in it stays a text. */
export const soqlText = (text: string): string =>
  `'${text
    .replace(/[\\']/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}'`;

/** Whole seconds: Salesforce keeps no smaller ones. */
export const soqlTime = (at: ServerTime): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

export const soqlList = (texts: readonly string[]): string => `(${texts.map(soqlText).join(',')})`;

export const queryPath = (resource: 'query' | 'queryAll', soql: string): string =>
  `/${resource}?q=${encodeURIComponent(soql)}`;

/** Salesforce reads addresses of up to 16,384 characters; this leaves room for the host, the version and the rest of a query. */
const LONGEST_LIST = 12_000;

/** Splits texts so that each part, as a list of a query, fits into an address; never more than `most` in one. */
export const queryLists = (texts: readonly string[], most: number): readonly (readonly string[])[] => {
  const lists: string[][] = [];
  let room = 0;
  for (const text of texts) {
    // The quotes as %27, the comma as %2C.
    const length = encodeURIComponent(soqlText(text)).replaceAll("'", '%27').length + 3;
    const last = lists.at(-1);
    if (last === undefined || last.length >= most || length > room) {
      lists.push([text]);
      room = LONGEST_LIST - length;
      continue;
    }
    last.push(text);
    room -= length;
  }
  return lists;
};

export const inParts = <T>(rows: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.slice(part * size, (part + 1) * size),
  );
