import { Refusal } from '../refusal.ts';

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'date' | 'dateTime' | 'symbol' | 'end';
  /** As read; a text without its quotes and escapes. */
  readonly text: string;
  /** Position of its first character, from 0. */
  readonly at: number;
}

/** `ERROR at Row:1:Column:n` under the query, as Salesforce shows where it stopped. Rows and columns count from 1. */
export const errorAt = (query: string, at: number, errorCode: string, message: string): Refusal => {
  const before = query.slice(0, at);
  const row = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1);
  const line = query.split('\n')[row - 1] ?? '';
  return new Refusal(
    400,
    errorCode,
    `\n${line}\n${' '.repeat(column)}^\nERROR at Row:${row}:Column:${column + 1}\n${message}`,
  );
};

export const unexpected = (query: string, token: Token): Refusal =>
  errorAt(
    query,
    token.at,
    'MALFORMED_QUERY',
    token.kind === 'end' ? "unexpected token: '<EOF>'" : `unexpected token: '${token.text}'`,
  );

const ESCAPES: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '\\': '\\',
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  // Kept with their backslash: only LIKE tells them from its wildcards.
  _: '\\_',
  '%': '\\%',
};

const SHAPES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['dateTime', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/y],
  ['date', /\d{4}-\d\d-\d\d/y],
  ['number', /[+-]?\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*/y],
  ['symbol', /!=|<=|>=|[=<>(),]/y],
];

const quoted = (query: string, start: number): { readonly text: string; readonly end: number } => {
  let text = '';
  for (let at = start + 1; at < query.length; at += 1) {
    const character = query.charAt(at);
    if (character === "'") return { text, end: at + 1 };
    if (character !== '\\') text += character;
    else {
      at += 1;
      const escaped = ESCAPES[query.charAt(at)];
      if (escaped === undefined)
        throw errorAt(query, at - 1, 'MALFORMED_QUERY', 'Illegal escape sequence in string literal');
      text += escaped;
    }
  }
  throw errorAt(query, start, 'MALFORMED_QUERY', 'unterminated string literal');
};

export const tokensOf = (query: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  const read = (): void => {
    if (query.charAt(at) === "'") {
      const { text, end } = quoted(query, at);
      tokens.push({ kind: 'text', text, at });
      at = end;
      return;
    }
    for (const [kind, shape] of SHAPES) {
      shape.lastIndex = at;
      const match = shape.exec(query);
      if (match !== null) {
        tokens.push({ kind, text: match[0], at });
        at += match[0].length;
        return;
      }
    }
    throw errorAt(query, at, 'MALFORMED_QUERY', `unexpected token: '${query.charAt(at)}'`);
  };
  while (at < query.length) {
    if (/\s/.test(query.charAt(at))) at += 1;
    else read();
  }
  return [...tokens, { kind: 'end', text: '', at: query.length }];
};
