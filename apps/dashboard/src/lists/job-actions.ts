import { isRetryable } from '@sluice/client';
import { api } from '../api.ts';
import type { Job } from '../imports/job-cells.tsx';
import type { BulkAction } from './SelectionBar.tsx';

const isOpen = ({ status }: Job) => ['pending', 'queued', 'processing'].includes(status);
const isFailed = ({ kind, state, error_code: code, doc_id: docId }: Job) =>
  state === 'failed' && (kind === 'reprocess' || (docId !== null && isRetryable(code)));
const isEnded = ({ state }: Job) => ['succeeded', 'failed', 'cancelled'].includes(state);

/** Does to a job what its page does, by the path of its resource. */
const post = (verb: 'cancel' | 'retry') => (job: Job) => api.send('POST', `${job.url}/${verb}`);

export const cancelJobs: BulkAction<Job> = {
  verb: 'Cancel',
  done: 'cancelled',
  applies: isOpen,
  run: post('cancel'),
  dismissLabel: 'Keep running',
  warning: 'Rows already written stay in their tables. The rest is not processed.',
};

export const retryJobs: BulkAction<Job> = {
  verb: 'Retry',
  done: 'queued again',
  applies: isFailed,
  run: post('retry'),
};

export const deleteAnalyses: BulkAction<Job> = {
  verb: 'Delete',
  done: 'deleted',
  applies: (job) => job.kind === 'analysis' && isEnded(job),
  run: ({ url }) => api.send('DELETE', url),
  warning: 'This permanently deletes their reports and output files. The documents are kept.',
};

export const deleteImports: BulkAction<Job> = {
  verb: 'Delete',
  done: 'deleted',
  applies: (job) => job.kind === 'import' && isEnded(job),
  run: ({ url }) => api.send('DELETE', url),
  warning:
    'This permanently deletes their records, row errors and result files. The rows that they wrote stay in their tables, and the documents are kept.',
};

const deletes: readonly BulkAction<Job>[] = [deleteAnalyses, deleteImports];

/** For lists of every kind of job. */
export const deleteJobs: BulkAction<Job> = {
  verb: 'Delete',
  done: 'deleted',
  applies: (job) => deletes.some(({ applies }) => applies(job)),
  run: ({ url }) => api.send('DELETE', url),
  warning:
    'This permanently deletes their records, reports, row errors and files. The rows that imports wrote stay in their tables, and the documents are kept.',
};

export const nameOfJob = ({ file_name: name, id }: Job): string => name ?? id;
