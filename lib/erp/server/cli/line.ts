/** What a command found out, as the one JSON line on stdout that other programs read. */
export const printLine = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
