import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { PRODUCTION_BUILD } from './browser.ts';

const catalogue = z.record(z.string(), z.object({ message: z.string() }).loose());

const WIDE: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'ë',
  i: 'ï',
  o: 'ø',
  u: 'ü',
  A: 'Å',
  E: 'Ë',
  O: 'Ø',
  U: 'Ü',
  n: 'ñ',
  c: 'ç',
};

/** Longer than English as most languages are, and visibly no plain English; what the browser fills in stays as it is. */
const pseudo = (text: string): string => {
  const marked = text.replace(/[aeiouAEOUnc]/g, (letter) => WIDE[letter] ?? letter);
  return `${marked}${'·'.repeat(Math.ceil(text.length / 4))}`;
};

/**
 * A copy of the production build that speaks a made-up language from right to left, under the language code of Arabic: the browser
 * picks it by its own language, as it would pick a real translation. Product names stay.
 */
export const pseudoLocaleBuild = async (): Promise<string> => {
  const build = await mkdtemp(join(tmpdir(), 'ledgerside-pseudo-'));
  await cp(PRODUCTION_BUILD, build, { recursive: true });
  const english = catalogue.parse(
    JSON.parse(await readFile(join(build, '_locales/en/messages.json'), 'utf8')),
  );
  const spoken = Object.entries(english).map(([key, entry]) => {
    if (key === 'page_direction') return [key, { message: 'rtl' }];
    if (key === 'page_language') return [key, { message: 'ar' }];
    if (key === 'extension_name' || key === 'panel_region') return [key, entry];
    // "one | many" are two messages.
    return [key, { ...entry, message: entry.message.split(' | ').map(pseudo).join(' | ') }];
  });
  await mkdir(join(build, '_locales/ar'), { recursive: true });
  await writeFile(join(build, '_locales/ar/messages.json'), JSON.stringify(Object.fromEntries(spoken)));
  return build;
};
