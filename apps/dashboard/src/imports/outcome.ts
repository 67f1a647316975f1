import type { components } from '@sluice/client';
import type { Tone } from '../ui/Badge.tsx';
import { counted } from '../ui/format.ts';

export type Outcome = NonNullable<components['schemas']['Job']['outcome']>;

/** How lists show what came of a completed import. */
export const outcomeBadges: Readonly<Record<Outcome, { tone: Tone; label: string }>> = {
  complete: { tone: 'good', label: 'Completed' },
  nothing_new: { tone: 'info', label: 'Nothing new' },
  empty: { tone: 'warn', label: 'No records' },
  some_failed: { tone: 'warn', label: 'Some failed' },
  most_failed: { tone: 'bad', label: 'Most failed' },
  all_failed: { tone: 'bad', label: 'All failed' },
};

/** The records of a completed import. */
export interface Records {
  readonly outcome: Outcome;
  readonly dryRun: boolean;
  /** Records written, or that would be. */
  readonly written: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unchanged: number;
}

/** The first sentence about a completed import. */
export function outcomeTitle({ outcome, dryRun, written, failed, skipped, unchanged }: Records): string {
  const start = dryRun ? 'Dry run: ' : '';
  const what = `${counted(written - unchanged, 'row')} ${dryRun ? 'would be written' : 'written'}`;
  const all = counted(written + failed + skipped, 'record');
  const each = failed === 1 ? 'the only record' : `all ${all}`;
  const errors = `${counted(failed, 'record')} with errors`;
  const titles: Readonly<Record<Outcome, string>> = {
    complete: dryRun ? `${start}${what}.` : `Import completed: ${what}.`,
    nothing_new: `${start || 'Import completed: '}nothing new in ${all}.`,
    empty: `${start || 'Import completed: '}the file has no records.`,
    some_failed: `${start || 'Import completed: '}${what}, ${errors}.`,
    most_failed: dryRun
      ? `${start}most records would fail: ${what}, ${errors}.`
      : `Most records failed: ${what}, ${errors}.`,
    all_failed: dryRun
      ? `${start}${each} would fail.`
      : `${each.replace(/^./, (a) => a.toUpperCase())} failed. No rows were written.`,
  };
  return titles[outcome];
}

/** What the counts do not say, and what to do next. */
export function outcomeAdvice({ outcome, dryRun, skipped, unchanged }: Records): string | undefined {
  const known = [
    skipped > 0 ? `${counted(skipped, 'record')} skipped: already imported, or already in the table.` : '',
    unchanged > 0 ? `${counted(unchanged, 'row')} in the table already had the same values.` : '',
  ];
  const failed = outcome === 'some_failed' || outcome === 'most_failed' || outcome === 'all_failed';
  const next = !failed
    ? ''
    : dryRun
      ? 'The errors are listed below.'
      : 'Download the failed records, fix them, and upload that file. Or upload the whole result file again: records already imported are skipped.';
  const text = [...known, next, dryRun ? 'Nothing was written.' : ''].filter(Boolean).join(' ');
  return text === '' ? undefined : text;
}

/** Rows of the table that an import has inserted or changed. */
export const rowsWritten = (job: { readonly successful_rows: number; readonly unchanged_rows: number }): number =>
  job.successful_rows - job.unchanged_rows;
