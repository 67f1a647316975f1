import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import type { Job } from '../imports/job-cells.tsx';
import { compare, PAGE, withStates } from './job-changes.ts';

const POLL_MS = 5_000;

export interface JobQuery {
  readonly kind?: Job['kind'][];
  readonly state?: Job['state'][];
  readonly account_id?: string;
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sort?: 'created_at' | '-created_at';
}

/**
 * Jobs as a list whose rows stay in place: shown jobs are updated where they are; new jobs, and jobs that no longer
 * match, are only counted until `refresh` is called.
 */
export function useJobs(query: JobQuery) {
  const [round, setRound] = useState(0);
  const key = ['jobs', 'list', query] as const;
  const shown = useInfiniteQuery({
    queryKey: [...key, round],
    queryFn: ({ pageParam }) => page(query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const newest = useQuery({
    queryKey: [...key, 'newest'],
    queryFn: () => page(query),
    refetchInterval: POLL_MS,
  });
  const first = shown.data?.pages[0]?.items ?? [];
  const loaded = shown.data?.pages.flatMap(({ items }) => items) ?? [];
  const change = shown.isPlaceholderData || !newest.data ? { fresh: 0, gone: 0 } : compare(first, newest.data.items);
  // An empty list can be filled without moving anything.
  const isFirst = loaded.length === 0 && change.fresh > 0;
  return {
    shown,
    rows: isFirst && newest.data ? newest.data.items : withStates(loaded, newest.data?.items ?? []),
    ...(isFirst ? { fresh: 0, gone: 0 } : change),
    refresh: () => setRound((last) => last + 1),
  };
}

const page = async (query: JobQuery, cursor?: string) =>
  (await api.GET('/api/v1/jobs', { params: { query: { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) } } })).data;
