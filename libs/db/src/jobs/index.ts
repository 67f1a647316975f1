export { type JobListKind, type JobState, jobKinds, jobStates } from './kinds.ts';
export { type JobFilter, type ListedJob, listJobs } from './list.ts';
export { countEndedJobs, type EndedJobs, jobLatencies, type Latency, type StatsRange } from './stats.ts';
