import { type Token, tokensOf, unexpected } from './token.ts';

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN';

/** `Name` or `Account.Name`, and where it stands in the query. */
export interface Path {
  readonly parts: readonly string[];
  readonly at: number;
}

export interface Literal {
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'dateTime' | 'null';
  readonly text: string;
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly path: Path; readonly operator: Operator; readonly literals: readonly Literal[] };

interface Order {
  readonly path: Path;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface Query {
  readonly text: string;
  readonly select: readonly Path[];
  readonly from: Path;
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
  readonly offset: number;
}

const KEYWORDS = new Set(['SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'ORDER', 'LIMIT', 'OFFSET', 'NOT']);
const LITERAL_KINDS: Partial<Record<Token['kind'], Literal['kind']>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  dateTime: 'dateTime',
};

/**
 * A small part of SOQL: SELECT with one parent hop, WHERE with comparisons, IN, LIKE and brackets, ORDER BY, LIMIT, OFFSET. Absent on
 * purpose, and refused as MALFORMED_QUERY: aggregates, subqueries, NOT, named date literals, aliases. As in the real language AND and
 * OR may not stand side by side without brackets.
 */
class Parser {
  readonly #query: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(query: string) {
    this.#query = query;
    this.#tokens = tokensOf(query);
  }

  query(): Query {
    this.#expect('SELECT');
    const select = this.#list(() => this.#path());
    this.#expect('FROM');
    const from = this.#object();
    const where = this.#takes('WHERE') ? this.#condition() : null;
    const orderBy = this.#takes('ORDER') ? this.#orders() : [];
    const limit = this.#takes('LIMIT') ? this.#count() : null;
    const offset = this.#takes('OFFSET') ? this.#count() : 0;
    if (this.#token().kind !== 'end') throw this.#unexpected();
    return { text: this.#query, select, from, where, orderBy, limit, offset };
  }

  #condition(): Condition {
    const first = this.#term();
    const joint = ['AND', 'OR'].find((word) => this.#is(word));
    if (joint === undefined) return first;
    const terms = [first];
    while (this.#takes(joint)) terms.push(this.#term());
    if (this.#is('AND') || this.#is('OR')) throw this.#unexpected();
    return joint === 'AND' ? { all: terms } : { any: terms };
  }

  #term(): Condition {
    if (this.#takes('(')) {
      const inner = this.#condition();
      this.#expect(')');
      return inner;
    }
    const path = this.#path();
    const operator = this.#operator();
    if (operator !== 'IN') return { path, operator, literals: [this.#literal()] };
    this.#expect('(');
    const literals = this.#list(() => this.#literal());
    this.#expect(')');
    return { path, operator, literals };
  }

  #operator(): Operator {
    const token = this.#token();
    const operator = (['=', '!=', '<=', '>=', '<', '>', 'LIKE', 'IN'] as const).find(
      (candidate) => candidate === token.text.toUpperCase(),
    );
    if (operator === undefined || token.kind === 'text') throw this.#unexpected();
    this.#next += 1;
    return operator;
  }

  #literal(): Literal {
    const token = this.#token();
    const kind = LITERAL_KINDS[token.kind];
    this.#next += 1;
    if (kind !== undefined) return { kind, text: token.text };
    const word = token.kind === 'name' ? token.text.toLowerCase() : '';
    if (word === 'null') return { kind: 'null', text: '' };
    if (word === 'true' || word === 'false') return { kind: 'boolean', text: word };
    throw unexpected(this.#query, token);
  }

  #orders(): readonly Order[] {
    this.#expect('BY');
    return this.#list(() => {
      const path = this.#path();
      const descending = this.#takes('DESC');
      if (!descending) this.#takes('ASC');
      if (!this.#takes('NULLS')) return { path, descending, nullsLast: false };
      const nullsLast = this.#takes('LAST');
      if (!nullsLast) this.#expect('FIRST');
      return { path, descending, nullsLast };
    });
  }

  /** Behind FROM a keyword is the object of that name: `FROM Order ORDER BY Id`. */
  #object(): Path {
    const token = this.#token();
    if (token.kind !== 'name') throw this.#unexpected();
    this.#next += 1;
    return { parts: token.text.split('.'), at: token.at };
  }

  #path(): Path {
    const token = this.#token();
    if (token.kind !== 'name' || KEYWORDS.has(token.text.toUpperCase())) throw this.#unexpected();
    this.#next += 1;
    return { parts: token.text.split('.'), at: token.at };
  }

  #count(): number {
    const token = this.#token();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw this.#unexpected();
    this.#next += 1;
    return Number(token.text);
  }

  #list<T>(item: () => T): readonly T[] {
    const items = [item()];
    while (this.#takes(',')) items.push(item());
    return items;
  }

  #token(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#query.length };
  }

  #is(word: string): boolean {
    const token = this.#token();
    return (token.kind === 'name' || token.kind === 'symbol') && token.text.toUpperCase() === word;
  }

  #takes(word: string): boolean {
    const there = this.#is(word);
    if (there) this.#next += 1;
    return there;
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw this.#unexpected();
  }

  #unexpected(): Error {
    return unexpected(this.#query, this.#token());
  }
}

export const parseQuery = (text: string): Query => new Parser(text).query();
