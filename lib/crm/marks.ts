import { legalForms } from '../matching/legalForms.ts';
import type { Lookalikes, Resembling } from '../sync/create/creator.ts';
import type { FieldName } from '../sync/ids.ts';

type Known = Resembling['known'];
type Mark = keyof Known;

/** Which fields of an object tell one record from another; of several the first that has something in it. */
export type Marks = Readonly<Partial<Record<Mark, readonly FieldName[]>>>;

/** Longest text that the ERP API takes; a longer one recognises nobody. */
const LONGEST: Readonly<Record<Mark, number>> = {
  name: 255,
  domain: 255,
  email: 255,
  phone: 64,
  city: 120,
  country: 80,
};

/** What tells a record apart; `textOf`: what is in a field of it. */
export const knownOf = (marks: Marks, textOf: (field: FieldName) => unknown): Known => {
  const known: Partial<Record<Mark, string>> = {};
  for (const [mark, fields] of Object.entries(marks) as [Mark, readonly FieldName[]][]) {
    const texts = fields.map(textOf).filter((text) => typeof text === 'string' && text.trim() !== '');
    const [text] = texts as string[];
    if (text !== undefined && text.trim().length <= LONGEST[mark]) known[mark] = text.trim();
  }
  return known;
};

/** What to search by: each is enough alone. Too wide on purpose, for what is found is judged afterwards. */
export interface Search {
  /** The beginning of the longest word of a name; legal forms are short. */
  readonly word: string | null;
  /** All words of the name. */
  readonly words: readonly string[];
  /** The beginnings of all words that its kin would bear as well: without its legal form. */
  readonly beginnings: readonly string[];
  /** `alder.example`, of a web address. */
  readonly domain: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Letters of a word that have to be the same: a typo after them is still found. */
const BEGINNING = 5;

const wordsOf = (name = ''): readonly string[] => name.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

export const searchFor = ({ name, domain, email, phone }: Known): Search => {
  const words = wordsOf(name);
  const longest = words.toSorted((one, other) => other.length - one.length);
  const [word] = longest;
  const own = longest.filter((each) => !legalForms.has(each));
  const host = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})(?:[/:?#].*)?$/i.exec(domain ?? '')?.[1];
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email ?? '');
  return {
    word: word?.slice(0, BEGINNING) ?? null,
    words,
    beginnings: [...new Set((own.length > 0 ? own : longest).map((each) => each.slice(0, BEGINNING)))],
    domain: host?.toLowerCase() ?? null,
    email: isAddress && email !== undefined ? email.toLowerCase() : null,
    phone: phone ?? null,
  };
};

/** One thing to search by; of a name, records that bear all of its words. */
export type Narrow =
  | { readonly by: 'name'; readonly beginnings: readonly string[] }
  | { readonly by: 'domain' | 'email' | 'phone'; readonly text: string };

/** Where a search by all of it at once finds more than is answered: each by itself, and the words of the name together. */
export const narrowed = ({ beginnings, domain, email, phone }: Search): readonly Narrow[] => [
  ...(beginnings.length === 0 ? [] : [{ by: 'name' as const, beginnings }]),
  ...Object.entries({ domain, email, phone }).flatMap(([by, text]) =>
    text === null ? [] : [{ by: by as 'domain' | 'email' | 'phone', text }],
  ),
];

/** As many as the ERP API is asked about for one record. */
const MOST_ALIKE = 20;

/** Of all that was found those that are meant by this search, the likeliest first. */
export const foundBy = (search: Search, all: readonly Resembling[]): readonly Resembling[] =>
  all
    .map((each) => ({ each, rank: rankOf(search, each.known) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank)
    .slice(0, MOST_ALIKE)
    .map(({ each }) => each);

/** What several searches for one record have found. */
export const together = (search: Search, all: readonly Lookalikes[]): Lookalikes => {
  const found = new Map(all.flatMap((each) => each.found.map((one) => [one.id, one])));
  return {
    found: foundBy(search, [...found.values()]),
    isComplete: all.every(({ isComplete }) => isComplete),
  };
};

const rankOf = ({ word, words, domain, email, phone }: Search, known: Known): number => {
  const sameAddress =
    (domain !== null && known.domain?.toLowerCase().includes(domain) === true) ||
    (email !== null && known.email?.toLowerCase() === email) ||
    (phone !== null && known.phone === phone);
  const isNamedSo = word !== null && known.name?.toLowerCase().includes(word) === true;
  const others = wordsOf(known.name);
  const shared = words.filter((each) => others.includes(each)).length;
  return (sameAddress ? 1_000 : 0) + (isNamedSo ? 1 + shared : 0);
};
