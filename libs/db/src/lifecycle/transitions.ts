/** The status of work that no worker has claimed yet; its name differs by table. */
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
 * Every allowed change of the status of an import, analysis or re-processing run. Nothing else writes their `status`
 * columns. See the diagram in docs/states.md.
 */
export const lifecycle = <W extends WaitingStatus>(waiting: W) =>
  ({
    /** A worker claims it, also after a crash that left it `processing`. */
    claim: { from: [waiting, 'processing'], to: 'processing' },
    /** It is finished, and its output is recorded in the same transaction. */
    complete: { from: ['processing'], to: 'completed' },
    /** The input is unusable or all attempts have failed. */
    fail: { from: [waiting, 'processing'], to: 'failed' },
    /** The user cancels it. Committed changes stay. */
    cancel: { from: [waiting, 'processing'], to: 'cancelling' },
    /** The worker has stopped and cleaned up, or no worker had claimed it. */
    cancelled: { from: ['cancelling'], to: 'cancelled' },
    /** The user retries it; work that commits as it goes resumes where it stopped. */
    retry: { from: ['failed'], to: waiting },
  }) as const satisfies Record<string, Edge>;

export type Edges<W extends WaitingStatus> = ReturnType<typeof lifecycle<W>>;

/** For queries. */
export const finalStatuses = ['completed', 'failed', 'cancelled'] as const satisfies readonly WorkStatus[];

/** Whether the status is final; only a retry can change it. */
export const isFinal = (status: WorkStatus): boolean => finalStatuses.some((final) => final === status);

/** The statuses that are not final, for queries. */
export const unfinishedStatuses = (waiting: WaitingStatus): WorkStatus[] => [waiting, 'processing', 'cancelling'];
