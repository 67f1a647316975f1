export { defineWork, failureColumns } from './define-work.ts';
export { finalStatuses, isFinal, lifecycle, type WorkStatus } from './transitions.ts';
export type { Attempt, Claim, Claimable, Failure, UnqueuedQuery, Work } from './types.ts';
