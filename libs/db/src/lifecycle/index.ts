export { defineWork, failureColumns } from './define-work.ts';
export { isFinal, lifecycle, type WorkStatus } from './transitions.ts';
export type { Attempt, Claim, Claimable, Failure, UnqueuedQuery, Work } from './types.ts';
