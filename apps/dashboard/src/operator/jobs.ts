import type { Job } from '../imports/job-cells.tsx';
import type { Choice } from '../ui/Field.tsx';

export const jobKinds = ['import', 'analysis', 'reprocess'] as const satisfies readonly Job['kind'][];
export const jobStates = [
  'waiting',
  'running',
  'succeeded',
  'failed',
  'cancelled',
] as const satisfies readonly Job['state'][];

export const kindNames: Readonly<Record<Job['kind'], string>> = {
  import: 'Import',
  analysis: 'Analysis',
  reprocess: 'Re-processing',
};

const stateNames: Readonly<Record<Job['state'], string>> = {
  waiting: 'Waiting',
  running: 'Running',
  succeeded: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const kindChoices: readonly Choice<Job['kind']>[] = jobKinds.map((value) => ({
  value,
  label: kindNames[value],
}));
export const stateChoices: readonly Choice<Job['state']>[] = jobStates.map((value) => ({
  value,
  label: stateNames[value],
}));
