import type { Resembling } from '../sync/create/creator.ts';
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
  /** `alder.example`, of a web address. */
  readonly domain: string | null;
  readonly email: string | null;
}

/** Letters of a word that have to be the same: a typo after them is still found. */
const BEGINNING = 5;

const wordsOf = (name = ''): readonly string[] => name.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

export const searchFor = ({ name, domain, email }: Known): Search => {
  const words = wordsOf(name);
  const [word] = words.toSorted((one, other) => other.length - one.length);
  const host = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})(?:[/:?#].*)?$/i.exec(domain ?? '')?.[1];
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email ?? '');
  return {
    word: word?.slice(0, BEGINNING) ?? null,
    words,
    domain: host?.toLowerCase() ?? null,
    email: isAddress && email !== undefined ? email.toLowerCase() : null,
  };
};

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

const rankOf = ({ word, words, domain, email }: Search, known: Known): number => {
  const sameAddress =
    (domain !== null && known.domain?.toLowerCase().includes(domain) === true) ||
    (email !== null && known.email?.toLowerCase() === email);
  const isNamedSo = word !== null && known.name?.toLowerCase().includes(word) === true;
  const others = wordsOf(known.name);
  const shared = words.filter((each) => others.includes(each)).length;
  return (sameAddress ? 1_000 : 0) + (isNamedSo ? 1 + shared : 0);
};
