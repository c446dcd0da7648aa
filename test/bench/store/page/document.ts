/** What the peers keep: 454 bytes of JSON, as a CRM record's few mapped fields with their place in the feed. */
export interface Document {
  readonly id: string;
  readonly scope: string;
  /** Grows with the number of the document, so that a range of it is a page of the feed. */
  readonly modified: number;
  readonly payload: string;
}

const BYTES = 454;

const at = (n: number): Document => {
  const bare = { id: `001${String(n).padStart(15, '0')}`, scope: 'salesforce/acme/Account', modified: n };
  const used = JSON.stringify({ ...bare, payload: '' }).length;
  return { ...bare, payload: 'x'.repeat(BYTES - used) };
};

export const documents = (count: number): readonly Document[] =>
  Array.from({ length: count }, (_, index) => at(index + 1));
