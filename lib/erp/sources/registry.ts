import type { OpenDatabase } from '../server/database/database.ts';
import { embeddedSource } from './embedded/source.ts';
import type { ErpSource } from './source.ts';

/** What a source may use of the ERP API's process. */
export interface SourceContext {
  readonly database: OpenDatabase;
  readonly now: () => Date;
  /** Template of the ERP's own pages (`lib/erp/api/pageUrl.ts`); null = it has none that a browser can open. */
  readonly pages: string | null;
}

/** Every ERP that the ERP API can read. A new one is a folder and a line here. */
export const sources = {
  embedded: ({ database, now, pages }) => embeddedSource(database, now, pages),
} as const satisfies Record<string, (context: SourceContext) => ErpSource>;
