import type { Org } from '../context.ts';

/** One request to a resource, its session already checked. */
export interface Call {
  readonly method: string;
  /** What the resource's `:names` stand for, decoded. */
  readonly at: (name: string) => string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Parsed JSON; undefined where there was no body. */
  readonly body: unknown;
  readonly user: string;
  /** `v66.0` */
  readonly version: string;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; absent = no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Method {
  /** Query parameters that it knows; any other is refused. */
  readonly parameters?: readonly string[];
  readonly answer: (call: Call, org: Org) => Answer;
}

/** A family of addresses under `/services/data/vXX.X`. */
export interface Resource {
  /** `/sobjects/:object/:id`; a name between slashes must match exactly. */
  readonly path: string;
  readonly methods: Readonly<Partial<Record<'GET' | 'POST' | 'PATCH' | 'DELETE', Method>>>;
}
