/** Browsers count bodies themselves. */
export const getBodySize = (): number => 0;
