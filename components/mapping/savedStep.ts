/** As saved: a step with parameters that are perhaps not right yet. */
export type SavedStep = { readonly step: string } & Readonly<Record<string, unknown>>;
