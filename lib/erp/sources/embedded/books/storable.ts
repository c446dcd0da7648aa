/** Whether PostgreSQL can hold this text: it has no U+0000, and UTF-8 has no half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
