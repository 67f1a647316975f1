import {
  type Analysis,
  counted,
  formatCount,
  formatDuration,
  type ImportJob,
  type ReprocessRun,
  type SluiceClient,
  type Watched,
  type WatchKind,
} from '@sluice/client';
import type { Cli } from './cli.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { sayingOutages } from './outages.ts';
import type { ProgressState } from './show/progress.ts';
import { printable } from './show/text.ts';

export interface Followed {
  readonly kind: WatchKind;
  readonly id: string;
  readonly importer?: string;
}

export interface FollowOptions {
  /** Receives each state, for --json. */
  readonly onState?: (state: unknown) => void;
  readonly label?: string;
}

/** Shows progress, and what is down, until the work finishes, and returns the final state. */
export async function follow(
  cli: Cli,
  client: SluiceClient,
  { kind, id, importer }: Followed,
  { onState, label = `${kind} ${id}` }: FollowOptions = {},
): Promise<ImportJob | Analysis | ReprocessRun> {
  const progress = cli.progress(label);
  try {
    const watch = () =>
      client.watch(kind, id, {
        ...(importer ? { importer } : {}),
        signal: cli.signal,
        onProgress: (state) => {
          onState?.(state);
          progress.show(view(state));
        },
      });
    return await sayingOutages(cli, progress, watch);
  } catch (error) {
    progress.end();
    if (cli.signal.aborted)
      cli.say(`Still running on the server. Follow it: sluice watch ${id}. Cancel it: sluice cancel ${id}.`);
    throw error;
  } finally {
    progress.end();
  }
}

function view(state: Watched[WatchKind]['progress']): ProgressState {
  if ('processed_rows' in state) {
    const { status, processed_rows: done, total_rows: total, rows_per_second: rate, eta_seconds: etaSeconds } = state;
    const note = state.failed_rows > 0 ? `${formatCount(state.failed_rows)} failed` : undefined;
    return { doing: status, done, total, rate, etaSeconds, unit: 'records', note };
  }
  if ('phase' in state) {
    const note = state.total_rows === null ? undefined : counted(state.total_rows, 'row');
    return { doing: state.phase ?? state.status, done: state.percent, total: 100, unit: 'percent', rate: null, note };
  }
  return { doing: state.status, done: state.processed, total: state.matched || null, unit: 'artifacts' };
}

/** The exit code for a final state. */
export function exitCodeOfWork(state: ImportJob | Analysis | ReprocessRun): ExitCode {
  if (state.status !== 'completed') return exitCodes.failed;
  if ('failed_rows' in state) return state.failed_rows > 0 ? exitCodes.failedRows : exitCodes.done;
  if ('matched' in state) return state.failed > 0 ? exitCodes.failedRows : exitCodes.done;
  return exitCodes.done;
}

/** The final state in one or two lines. */
export function describeEnd(state: ImportJob | Analysis | ReprocessRun): string {
  const why = state.error_message ? `\n${printable(state.error_code ?? '')}: ${printable(state.error_message)}` : '';
  const trace = state.status === 'failed' ? `\nTrace ID: ${state.trace_id}` : '';
  return `${numbersOf(state)}${why}${trace}\n`;
}

const generatedOf = ({ generated_keys: keys }: ImportJob): string =>
  keys === 0 ? '' : ` (${formatCount(keys)} with a generated key)`;

const deletedOf = ({ deleted_rows: rows, options }: ImportJob): string =>
  `${counted(rows, 'row')} of the table ${options.dry_run ? 'would be deleted' : 'deleted'}`;

function numbersOf(state: ImportJob | Analysis | ReprocessRun): string {
  if ('processed_rows' in state) {
    const { status, job_id: id, options, total_rows: total } = state;
    const outcomes = [
      `${formatCount(state.successful_rows)} ${options.dry_run ? 'would be written' : 'written'}`,
      `${formatCount(state.inserted_rows)} new${generatedOf(state)}`,
      `${formatCount(state.updated_rows)} updated`,
      `${formatCount(state.unchanged_rows)} unchanged`,
      `${formatCount(state.skipped_rows)} skipped`,
      `${formatCount(state.failed_rows)} failed`,
      ...(options.on_absent === 'delete' ? [deletedOf(state)] : []),
    ];
    return `import ${id} ${status}: ${total === null ? '? records' : counted(total, 'record')}, ${outcomes.join(', ')}`;
  }
  if ('phase' in state) {
    const { analysis_id: id, tool, status, total_rows: rows, execution_time_ms: ms, downloads } = state;
    const time = ms === null ? '' : `, ${formatDuration(ms / 1_000)}`;
    return `${tool} ${id} ${status}: ${rows === null ? '? records' : counted(rows, 'record')}, ${counted(downloads.length, 'artifact')}${time}`;
  }
  const { run_id: id, status, matched, succeeded, failed } = state;
  return `run ${id} ${status}: ${counted(matched, 'artifact')}, ${formatCount(succeeded)} delivered, ${formatCount(failed)} failed again`;
}

/** Prints on stderr what the reader of the file assumed, repaired, skipped or could not decide. */
export function sayWarnings(cli: Cli, state: ImportJob | Analysis | ReprocessRun): void {
  if (!('warnings' in state) || state.warnings.length === 0) return;
  cli.say(`${counted(state.warnings.length, 'warning')} about the file:`);
  for (const { code, message, column, count, rows = [] } of state.warnings) {
    const place = [
      column === undefined ? '' : `column "${printable(column)}"`,
      count === undefined ? '' : counted(count, 'occurrence'),
      rows.length === 0
        ? ''
        : `${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}${(count ?? 0) > rows.length ? ', …' : ''}`,
    ].filter(Boolean);
    cli.say(`  ${printable(code)}: ${printable(message)}${place.length > 0 ? ` (${place.join('; ')})` : ''}`);
  }
}
