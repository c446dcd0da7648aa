import { type Failure, FailureError } from '../../failure.ts';
import { type RunOptions, run } from '../../sync/run.ts';
import type { RunCounts, RunResult, Trigger } from '../../sync/runState.ts';
import { type EngineParts, engineFor } from './engineFor.ts';
import { mappingOf } from './mappings.ts';

/** How one pair of a sync ended. */
export type PairEnd =
  /** `failure`: what kept it from its end; null = it came to its end, or was cancelled. */
  | {
      readonly kind: 'finished';
      readonly result: RunResult;
      readonly counts: RunCounts;
      readonly failure: Failure | null;
    }
  /** `unmapped`: no rules. `absent`: the org has no such object. `taken`: another browser of this user is at it. `braked`: asked. */
  | { readonly kind: 'passed'; readonly why: 'unmapped' | 'absent' | 'taken' | 'braked' }
  /** Nothing is lost: the run goes on with the next sync. */
  | { readonly kind: 'stopped'; readonly failure: Failure };

/** One run of the engine over one pair; `tenant` null = it makes no twins. Never rejects for what can be expected outside, a storage that fails included. */
export const runPair = async (
  parts: Omit<EngineParts, 'mapping' | 'create' | 'scope'> & { readonly tenant: string | null },
  trigger: Trigger,
  watch: RunOptions,
): Promise<PairEnd> => {
  const { tenant } = parts;
  // A run that was cut short names no cause; the last question that was not answered is it.
  let cause: Failure | null = null;
  const observer = {
    ...parts.observer,
    failed: (failure: Failure) => {
      cause = failure;
      parts.observer.failed(failure);
    },
  };
  try {
    const { mapping, create, scope } = await mappingOf(parts.use, parts.crm, parts.pair);
    if (mapping.rules.length === 0) return { kind: 'passed', why: 'unmapped' };
    const end = await run(
      await engineFor({
        ...parts,
        mapping,
        scope: { of: scope, isHeeded: true },
        create: tenant === null ? null : { ...create, tenant },
        observer,
      }),
      trigger,
      watch,
    );
    switch (end.kind) {
      case 'finished':
        return {
          kind: 'finished',
          result: end.result,
          counts: end.counts,
          failure: end.result === 'failed' ? cause : null,
        };
      case 'braked':
        return { kind: 'passed', why: 'braked' };
      case 'skipped':
        return { kind: 'passed', why: 'taken' };
      case 'interrupted':
        return { kind: 'stopped', failure: cause ?? { code: 'unexpected' } };
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    if (error.failure.code === 'crm.notFound') return { kind: 'passed', why: 'absent' };
    return { kind: 'stopped', failure: error.failure };
  }
};
