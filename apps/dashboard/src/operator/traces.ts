import type { components } from '@sluice/client';
import type { Choice } from '../ui/Field.tsx';

export type Trace = components['schemas']['Trace'];
export type TraceFamily = components['schemas']['TraceFamily'];
export type ErrorLog = components['schemas']['ErrorLog'];

export const traceStatuses = ['IN_PROGRESS', 'SUCCESS', 'FAILED'] as const satisfies readonly Trace['status'][];

export const traceStatusChoices: readonly Choice<Trace['status']>[] = [
  { value: 'IN_PROGRESS', label: 'Running' },
  { value: 'SUCCESS', label: 'Completed' },
  { value: 'FAILED', label: 'Failed' },
];
