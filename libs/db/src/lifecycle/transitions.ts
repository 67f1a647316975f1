/** The status of work that no worker has taken yet; its name differs by table. */
export type WaitingStatus = 'pending' | 'queued';

export type WorkStatus<W extends WaitingStatus = WaitingStatus> =
  | W
  | 'processing'
  | 'completed'
  | 'failed'
  | 'cancelling'
  | 'cancelled';

export interface Edge {
  readonly from: readonly WorkStatus[];
  readonly to: WorkStatus;
}

/**
 * Every way the status of an import, an analysis or a re-processing run may change, and when it does. Nothing else
 * writes their `status` columns. The diagram is in docs/states.md.
 */
export const lifecycle = <W extends WaitingStatus>(waiting: W) =>
  ({
    /** A worker takes it; also again, after a crash left it `processing`. */
    claim: { from: [waiting, 'processing'], to: 'processing' },
    /** All is done, and what it made is recorded in the same transaction. */
    complete: { from: ['processing'], to: 'completed' },
    /** The input cannot be used, or the attempts are used up. */
    fail: { from: [waiting, 'processing'], to: 'failed' },
    /** The user cancels it. What has been committed stays. */
    cancel: { from: [waiting, 'processing'], to: 'cancelling' },
    /** The worker has stopped and cleaned up, or no worker had it. */
    cancelled: { from: ['cancelling'], to: 'cancelled' },
  }) as const satisfies Record<string, Edge>;

/** The same for work that keeps what it has committed, so that a failed one can continue where it stopped. */
export const retryableLifecycle = <W extends WaitingStatus>(waiting: W) =>
  ({
    ...lifecycle(waiting),
    /** The user retries it. */
    retry: { from: ['failed'], to: waiting },
  }) as const satisfies Record<string, Edge>;

export type Edges<W extends WaitingStatus> = ReturnType<typeof lifecycle<W>>;

const finalStatuses: readonly WorkStatus[] = ['completed', 'failed', 'cancelled'];

/** Nothing changes this status any more, save a retry. */
export const isFinal = (status: WorkStatus): boolean => finalStatuses.includes(status);

/** What `isFinal` leaves out, as a query needs it. */
export const unfinishedStatuses = (waiting: WaitingStatus): WorkStatus[] => [waiting, 'processing', 'cancelling'];
