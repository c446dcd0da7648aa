import { isDeepStrictEqual } from 'node:util';
import type { Painted } from './panel.ts';

/** One record of the check: what its panel paints, and what the books come to. */
export interface Compared {
  readonly painted: Painted;
  readonly expected: Painted;
}

/** One edit of the check: whether both sides hold it after a sync, and what the sync after that still wrote. */
export interface Synced {
  readonly agree: boolean;
  readonly secondSyncWrites: number;
}

/** Two of each CRM. */
const RECORDS = 4;

const isBlank = (painted: Painted): boolean =>
  Object.values(painted).some((figure: unknown) =>
    Array.isArray(figure) ? figure.length === 0 || figure.includes(null) : figure === null,
  );

/** What is not painted is not right, whatever was expected. */
export const isAsExpected = ({ painted, expected }: Compared): boolean =>
  !isBlank(painted) && isDeepStrictEqual(painted, expected);

/** 0 = something was compared, and all of it is as it should be. */
export const exitCodeOf = (compared: readonly Compared[], synced: readonly Synced[]): 0 | 1 =>
  compared.length >= RECORDS &&
  compared.every(isAsExpected) &&
  synced.length > 0 &&
  synced.every(({ agree, secondSyncWrites }) => agree && secondSyncWrites === 0)
    ? 0
    : 1;
