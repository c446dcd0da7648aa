import type { Books } from '../books/format.ts';

export interface DatasetOptions {
  /** Any whole number; the same seed and date make the same books. */
  readonly seed: number;
  /** Date in the company's time zone that the books are of; every aging bucket lies around it. */
  readonly asOf: string;
}

export interface Dataset {
  /** One line for a person who chooses. */
  readonly describe: string;
  make(options: DatasetOptions): Books;
}
