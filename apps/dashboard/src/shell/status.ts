import { type components, createSluiceClient, isSluiceError } from '@sluice/client';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { isUnreachable, noteReachable, recovery, trouble } from '../connection.ts';

export type Status = components['schemas']['Status'];
export type Dependency = Status['dependencies'][number];

/** Without retries, because the banner asks again at its next interval. */
const once = createSluiceClient({ baseUrl: window.location.origin, retry: { attempts: 1 } });

const PATIENCE_MS = 10_000;
const CALM_MS = 5_000;
const ALERT_MS = 2_000;

const statusKey = ['status'] as const;

export interface Outages {
  /** When Sluice was last reached, while it is unreachable; 0 if it never was. */
  readonly unreachableSince: number | undefined;
  readonly down: readonly Dependency[];
}

const CALM: Outages = { unreachableSince: undefined, down: [] };
let lastReached = 0;

function reached(): void {
  lastReached = Date.now();
  noteReachable(true);
}

const downIn = ({ dependencies }: Status) => dependencies.filter(({ state }) => state === 'down');

/** An outage is an answer like any other: a query that fails would forget it whenever it asks again. */
async function look(): Promise<Outages> {
  try {
    const { data } = await once.GET('/api/v1/status', { signal: AbortSignal.timeout(PATIENCE_MS) });
    reached();
    return { unreachableSince: undefined, down: downIn(data) };
  } catch (error) {
    if (isSluiceError(error) && error.status < 500 && !isUnreachable(error)) {
      // Not signed in: Sluice is there, and what is down is not shown.
      reached();
      return CALM;
    }
    noteReachable(false);
    return { unreachableSince: lastReached, down: [] };
  }
}

const statusQuery = queryOptions({
  queryKey: statusKey,
  queryFn: look,
  refetchInterval: ({ state: { data = CALM } }) =>
    data.unreachableSince !== undefined || data.down.length > 0 ? ALERT_MS : CALM_MS,
  refetchIntervalInBackground: true,
  staleTime: 1_000,
});

/** What is down now. */
export const useOutages = (): Outages => useQuery(statusQuery).data ?? CALM;

/** Watches what is down: checks immediately when a request fails, and reloads all pages when something is back. */
export function useWatchedOutages(): Outages {
  const queryClient = useQueryClient();
  const outages = useOutages();
  useEffect(
    () => trouble.on(() => void queryClient.refetchQueries({ queryKey: statusKey }, { cancelRefetch: false })),
    [queryClient],
  );
  const now = namesOf(outages);
  const before = useRef(now);
  useEffect(() => {
    const isBack = before.current.split(' ').some((name) => name !== '' && !now.split(' ').includes(name));
    before.current = now;
    if (!isBack) return;
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== statusKey[0] });
    recovery.give();
  }, [now, queryClient]);
  return outages;
}

const namesOf = ({ unreachableSince, down }: Outages): string =>
  [unreachableSince === undefined ? '' : 'sluice', ...down.map(({ name, server }) => `${name}:${server ?? ''}`)].join(
    ' ',
  );
