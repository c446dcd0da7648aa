/** What the pages' own endpoints answer (`pageData.ts` makes it). */
export interface RecordData {
  readonly id: string;
  readonly typeId: string;
  readonly typeLabel: string;
  readonly listLabel: string;
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly properties: readonly { readonly label: string; readonly value: string }[];
  readonly associations: readonly AssociationData[];
  readonly activities: readonly { readonly title: string; readonly at: string; readonly text: string }[];
}

export interface AssociationData {
  readonly typeId: string;
  readonly label: string;
  readonly items: readonly { readonly id: string; readonly title: string; readonly detail: string }[];
}

export interface ListData {
  readonly typeId: string;
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
}

/** null = there is no such record, or this user may not see it. */
export async function load<Data>(path: string, signal: AbortSignal): Promise<Data | null> {
  const response = await fetch(`/crm-ui-data/${path}`, { signal });
  return response.ok ? ((await response.json()) as Data) : null;
}
