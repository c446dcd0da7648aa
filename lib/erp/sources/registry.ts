import type { OpenDatabase } from '../server/database/database.ts';
import { embeddedSource } from './embedded/source.ts';
import type { ErpSource } from './source.ts';

/** What a source may use of the ERP API's process. */
export interface SourceContext {
  readonly database: OpenDatabase;
  readonly now: () => Date;
}

/** Every ERP that the ERP API can read. A new one is a folder and a line here. */
export const sources = {
  embedded: ({ database, now }) => embeddedSource(database, now),
} as const satisfies Record<string, (context: SourceContext) => ErpSource>;
