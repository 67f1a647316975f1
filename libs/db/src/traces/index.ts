export type { ErrorLog, RequestTrace, TraceStatus } from '../schema/index.ts';
export { getTraceFamily, type TraceFamily, type TraceKey } from './get.ts';
export { type ErrorGroup, type ErrorGroupFilter, groupErrors } from './group-errors.ts';
export { type ErrorFilter, listErrors, listTraces, type TraceFilter } from './list.ts';
export { type JobSubject, type TraceOrigin, traceOrigin } from './origin.ts';
export { type EndedTrace, finishTrace, logError, type NewTrace, recordTraces, startTrace } from './trace.ts';
