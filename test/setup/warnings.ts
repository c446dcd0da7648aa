/** How Vite, Rolldown, WXT and Node begin a line that warns; of Vite's longer ones, the lines after it say what to do. */
const WARNING = /^\s*(?:\(!\)|⚠|\[?warn(?:ing)?\b|(?:\[[^\]]*\]\s*)+warn(?:ing)?\b|\(node:\d+\))/i;

const COLOUR_OR_ERASURE = '\u001b[';

/** A spinner writes over itself: what is left on the line afterwards begins behind its last erasure. */
const partsOf = (line: string): readonly string[] =>
  line
    .split(COLOUR_OR_ERASURE)
    .map((part, index) => (index === 0 ? part : part.replace(/^[\d;?]*[A-Za-z]/, '')));

/** Lines of a command's output that warn. */
export const warningsIn = (output: string): readonly string[] =>
  output
    .split(/[\r\n]/)
    .flatMap(partsOf)
    .filter((line) => WARNING.test(line));
