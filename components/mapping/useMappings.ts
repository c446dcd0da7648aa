import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FieldMapping, MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MappingPairView, MappingView } from '../../lib/messaging/mappingMessages.ts';
import { failureOf } from '../ui/failure.ts';
import { SETTINGS_STALE_MS } from '../ui/pageQueries.ts';
import { pairId } from './pairNames.ts';
import type { MappingPort } from './port.ts';

export interface Asked<T> {
  readonly data: T | undefined;
  readonly failure: Failure | null;
  readonly isFetching: boolean;
  readonly retry: () => void;
}

const PAIRS = ['mapping', 'pairs'] as const;
const viewKey = (pair: MappingPair) => ['mapping', 'view', pairId(pair)] as const;

export const usePairs = (port: MappingPort): Asked<readonly MappingPairView[]> => {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: PAIRS,
    queryFn: ({ signal }) => port.pairs(signal),
    staleTime: SETTINGS_STALE_MS,
  });
  return { data, failure: failureOf(error), isFetching, retry: () => void refetch() };
};

export const useView = (port: MappingPort, pair: MappingPair): Asked<MappingView> => {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: viewKey(pair),
    queryFn: ({ signal }) => port.read(pair, signal),
    staleTime: SETTINGS_STALE_MS,
  });
  return { data, failure: failureOf(error), isFetching, retry: () => void refetch() };
};

export interface Saving {
  readonly run: (mapping: FieldMapping, version: number) => void;
  readonly isPending: boolean;
  readonly failure: Failure | null;
  readonly forget: () => void;
}

/** Saves, and puts the answer in the place of what was read. Somebody else's version is read at once, to be shown beside this one. */
export const useSaving = (
  port: MappingPort,
  pair: MappingPair,
  onSaved: (view: MappingView) => void,
): Saving => {
  const queries = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ mapping, version }: { mapping: FieldMapping; version: number }) =>
      port.save(pair, mapping, version),
    onSuccess: (view) => {
      queries.setQueryData(viewKey(pair), view);
      void queries.invalidateQueries({ queryKey: PAIRS });
      onSaved(view);
    },
    onError: (failed) =>
      failureOf(failed)?.code === 'erp.conflict'
        ? queries.invalidateQueries({ queryKey: viewKey(pair) })
        : undefined,
  });
  return {
    run: (mapping, version) => mutate({ mapping, version }),
    isPending,
    failure: failureOf(error),
    forget: reset,
  };
};
