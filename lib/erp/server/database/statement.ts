import type { SQL } from 'drizzle-orm';

/**
 * A question that is asked all the time: it is put into words once per process, parsed and planned once per connection. Its fields are
 * JSON values, so that one of it brings rows of many tables (`jsonRows.ts`); what changes comes in by `sql.placeholder`.
 */
export interface Statement<F extends Record<string, SQL<unknown>> = Record<string, SQL<unknown>>> {
  /** The only statement of this name. */
  readonly name: string;
  readonly fields: F;
}

export type Asked<F extends Record<string, SQL<unknown>>> = {
  readonly [K in keyof F]: F[K] extends SQL<infer T> ? T : never;
};

export type Ask = <F extends Record<string, SQL<unknown>>>(
  statement: Statement<F>,
  values: Readonly<Record<string, unknown>>,
) => Promise<Asked<F>>;
