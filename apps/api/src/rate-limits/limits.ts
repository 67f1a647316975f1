import type { ApiEnv } from '../env.ts';

/** All limits, each with what it counts, as shown in its error. */
export const limits = {
  requests: 'requests',
  uploads: 'upload requests',
  jobs: 'job submissions',
  failed_auth: 'rejected credentials',
} as const;

export type LimitName = keyof typeof limits;
export const limitNames = Object.keys(limits) as LimitName[];

/** Length of the counting window. It starts with its first request. */
export const WINDOW_SECONDS = 60;

/** Quota of each limit per window; 0: unlimited. */
export type Quotas = Readonly<Record<LimitName, number>>;

export const quotasFromEnv = (env: ApiEnv): Quotas => ({
  requests: env.RATE_LIMIT_REQUESTS,
  uploads: env.RATE_LIMIT_UPLOADS,
  jobs: env.RATE_LIMIT_JOBS,
  failed_auth: env.RATE_LIMIT_FAILED_AUTH,
});
