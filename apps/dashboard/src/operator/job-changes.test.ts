import { expect, it } from 'vitest';
import type { Job } from '../imports/job-cells.tsx';
import { compare, PAGE, withStates } from './job-changes.ts';

const job = (at: number, status = 'pending'): Job => ({
  ...{ kind: 'import', id: `job ${at}`, account_id: 'acme', importer: 'assets', tool: null, file_name: 'a.csv' },
  ...{
    doc_id: null,
    status,
    state: 'waiting',
    percent: null,
    total_rows: null,
    failed_rows: null,
    dry_run: false,
    outcome: null,
    warning_count: 0,
    error_code: null,
  },
  ...{ created_at: new Date(at * 1_000).toISOString(), started_at: null, completed_at: null },
  ...{ expires_at: null, trace_id: 'x', url: '/' },
});
const jobs = (from: number, to: number): Job[] => Array.from({ length: from - to + 1 }, (_, at) => job(from - at));

it('counts new jobs above the list', () => {
  expect(compare(jobs(5, 1), jobs(8, 1))).toEqual({ fresh: 3, gone: 0 });
  expect(compare(jobs(5, 1), jobs(5, 1))).toEqual({ fresh: 0, gone: 0 });
  expect(compare([], jobs(2, 1))).toEqual({ fresh: 2, gone: 0 });
});

it('counts jobs that no longer match, but not those pushed off the first page', () => {
  expect(compare(jobs(5, 1), [job(5), job(3)])).toEqual({ fresh: 0, gone: 3 });
  const shown = jobs(PAGE, 1);
  expect(compare(shown, jobs(PAGE + 10, 11))).toEqual({ fresh: 10, gone: 0 });
  expect(compare(shown, [...jobs(PAGE + 10, PAGE + 1), ...jobs(PAGE - 1, 10)])).toEqual({ fresh: 10, gone: 1 });
});

it('does not count a job that only moved up from the next page as new', () => {
  expect(compare(jobs(PAGE + 1, 2), [...jobs(PAGE, 2), job(1)])).toEqual({ fresh: 0, gone: 1 });
});

it('updates each row in place', () => {
  const rows = withStates(jobs(3, 1), [job(4), job(2, 'completed')]);
  expect(rows.map(({ id, status }) => [id, status])).toEqual([
    ['job 3', 'pending'],
    ['job 2', 'completed'],
    ['job 1', 'pending'],
  ]);
});
