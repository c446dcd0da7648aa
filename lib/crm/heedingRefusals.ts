import type { CrmId } from '../sync/ids.ts';
import type { Answer, Refused } from '../sync/ports.ts';
import type { CrmObjectSync } from './syncPort.ts';

/** A field or an object that was described is not there any more, or not for this user. */
const GONE: ReadonlySet<string> = new Set([
  'INVALID_FIELD',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_TYPE',
  'PROPERTY_DOESNT_EXIST',
]);

/** The same object, which calls `outdated` where an answer shows that its description is wrong: the next run asks for it anew. */
export const heedingRefusals = (opened: CrmObjectSync, outdated: () => Promise<void>): CrmObjectSync => {
  const { crm, feed, creator } = opened;
  const alike = creator?.alike;
  /** Fields that an answer left out were taken out of what is read. */
  const heeded = async <T>(work: () => Promise<Answer<T>>, isGone: (value: T) => boolean) => {
    const before = opened.unseenFields().length;
    const answer = await work();
    const isForbidden = answer.kind === 'notSent' && answer.reason === 'forbidden';
    const isLess = opened.unseenFields().length > before;
    if (isForbidden || isLess || (answer.kind === 'answered' && isGone(answer.value))) await outdated();
    return answer;
  };
  return {
    ...opened,
    crm: {
      ...crm,
      read: (ids) =>
        heeded(
          () => crm.read(ids),
          () => false,
        ),
      write: (rows) => heeded(() => crm.write(rows), namesGone),
    },
    feed: {
      changes: (since, after) =>
        heeded(
          () => feed.changes(since, after),
          () => false,
        ),
    },
    creator: creator && {
      ...creator,
      withKey: (keys) =>
        heeded(
          () => creator.withKey(keys),
          () => false,
        ),
      ...(alike === undefined
        ? {}
        : {
            alike: (rows) =>
              heeded(
                () => alike(rows),
                () => false,
              ),
          }),
      create: (rows) => heeded(() => creator.create(rows), namesGone),
    },
  };
};

type Outcome = { readonly kind: string; readonly reason?: Refused | undefined; readonly id?: CrmId | null };

/** A list may have holes, where nothing is known of a row. */
const namesGone = (outcomes: readonly (Outcome | undefined)[]): boolean =>
  outcomes.some((outcome) => outcome?.kind === 'refused' && GONE.has(outcome.reason?.code ?? ''));
