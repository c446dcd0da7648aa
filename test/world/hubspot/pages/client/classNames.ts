/**
 * Class names as the pages' build makes them: random, the same for one release, different for the next. The stylesheet and the
 * application derive them from the same two words, so nothing else may rely on them.
 */
export function className(release: string, part: string): string {
  let hash = 2166136261;
  for (const character of `${release}/${part}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
    hash ^= hash >>> 13;
  }
  const digits = (hash >>> 0).toString(36).padStart(7, 'q');
  return `sc-${digits.slice(0, 6)}-${(hash >>> 0) % 9} ${letters(hash)}`;
}

/** The second of the two names is what the stylesheet selects by. */
export function selector(release: string, part: string): string {
  return `.${className(release, part).split(' ')[1] ?? ''}`;
}

function letters(hash: number): string {
  let rest = Math.imul(hash, 2654435761) >>> 0;
  let name = '';
  for (let index = 0; index < 7; index += 1) {
    const code = rest % 52;
    name += String.fromCharCode(code < 26 ? 97 + code : 39 + code);
    rest = (Math.imul(rest, 1664525) + 1013904223) >>> 0;
  }
  return name;
}
