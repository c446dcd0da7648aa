/** What both sides of a linked pair are called. */
export const ORG = 'acme.my.salesforce.com';
export const PORTAL = '4711';

/** The field that is edited: of the same length in every round. */
export const phoneOf = (n: number, round: number): string => `+49 431 ${1_000_000 + n} ${10 + round}`;
