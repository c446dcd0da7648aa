import type { Document } from './document.ts';

/** One way to keep what a sync has to know. Every method resolves once the browser says that it is stored. */
export interface Contender {
  /** A page of the feed and the position behind it, together or not at all. */
  insert(page: readonly Document[], position: number): Promise<void>;
  /** Documents whose `modified` lies in [from, to), found by an index; null = offers none, because nothing asks for it. */
  readonly range: ((from: number, to: number) => Promise<number>) | null;
  /** Works everything off from the beginning, `size` at a time, keeping its place behind each; answers how many there were. */
  pull(size: number): Promise<number>;
  /** Deletes all that it stored. */
  close(): Promise<void>;
}

export type Open = () => Promise<Contender>;
