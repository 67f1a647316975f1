import type { Download } from '../schema/index.ts';

/** `downloads.kind` of the result files of imports: of every record, and of those that failed. */
export const resultKinds = { all: 'import-results', failed: 'import-failed-rows' } as const;
export type ResultRows = keyof typeof resultKinds;

/** The result file that an import makes when it ends. All others are converted from it whenever somebody asks for them. */
export const isOriginalResult = ({ jobId, kind, format }: Pick<Download, 'jobId' | 'kind' | 'format'>): boolean =>
  jobId !== null && kind === resultKinds.all && format === 'csv';
