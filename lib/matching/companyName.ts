import { distance } from 'fastest-levenshtein';
import { token_set_ratio } from 'fuzzball';
import { attachedLegalForms, connectors, legalForms, phrasedLegalForms } from './legalForms.ts';
import { fold, foldUmlauts } from './text.ts';

/** "S.p.A." and "A/S" are one word each. */
const joinInitials = (name: string): string =>
  name.replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+\.?(?![\p{L}\p{N}])/gu, (initials) =>
    initials.replace(/[./]/g, ''),
  );

const withoutTrailingLegalForms = (tokens: readonly string[]): readonly string[] => {
  const last = tokens.at(-1);
  return tokens.length > 1 && last !== undefined && legalForms.has(last)
    ? withoutTrailingLegalForms(tokens.slice(0, -1))
    : tokens;
};

/**
 * The words a company is called by, folded, in order, without its legal form: "Müller & Söhne GmbH & Co. KG" → `muller`, `sohne`.
 * A name that is nothing but a legal form keeps its first word; a name without letters or digits has none.
 */
export const companyTokens = (name: string): readonly string[] => {
  const plain = fold(name).replace(attachedLegalForms, ' ').replace(phrasedLegalForms, ' ');
  const words = joinInitials(plain)
    .replace(/['’`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(foldUmlauts);
  const named = words.filter((word) => !connectors.has(word));
  return withoutTrailingLegalForms(named.length > 0 ? named : words);
};

/** Share of letters that need no change, 0–100. */
const letterRatio = (a: string, b: string): number =>
  100 * (1 - distance(a, b) / Math.max(a.length, b.length));

/**
 * How alike two companies' names are, 0–100; null where one of them has no words.
 * Shared words alone are worth less the more the other name has besides: every "Nordic …" would else be one company.
 */
export const nameSimilarity = (one: string, other: string): number | null => {
  const a = companyTokens(one);
  const b = companyTokens(other);
  if (a.length === 0 || b.length === 0) return null;
  const sharedWords = token_set_ratio(a.join(' '), b.join(' '), { full_process: false });
  const lengths = Math.min(a.length, b.length) / Math.max(a.length, b.length);
  return Math.round(Math.max(letterRatio(a.join(''), b.join('')), sharedWords * (0.65 + 0.35 * lengths)));
};
