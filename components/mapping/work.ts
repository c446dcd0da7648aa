import type { FieldMapping } from '../../lib/erp/api/fieldMapping.ts';
import type { MappingView } from '../../lib/messaging/mappingMessages.ts';
import { type Draft, sameMapping, toDraft, toMapping } from './draft.ts';

/** What somebody has begun: their draft, and the version that it was begun on. Only that one may be replaced by it. */
export interface Work {
  readonly draft: Draft;
  readonly version: number;
}

export const begun = (view: MappingView): Work => ({
  draft: toDraft(view.mapping),
  version: view.version,
});

/** Whether there is anything in it that the ERP API does not have. */
export const isChanged = ({ draft }: Work, view: MappingView): boolean =>
  !sameMapping(toMapping(draft), view.mapping);

/** Somebody else saved a version after the one that this was begun on, and it says something else. */
export const isOvertaken = (work: Work, view: MappingView): boolean =>
  view.version !== work.version && isChanged(work, view);

/** On top of what is there now: what somebody else saved is replaced knowingly. */
export const onTop = ({ draft }: Work, { version }: { readonly version: number }): Work => ({
  draft,
  version,
});

export const withMapping = (work: Work, { rules, ...rest }: FieldMapping): Work => {
  const { nextId } = work.draft;
  return {
    ...work,
    draft: {
      rules: rules.map((rule, index) => ({ id: nextId + index, rule })),
      rest,
      nextId: nextId + rules.length,
    },
  };
};
