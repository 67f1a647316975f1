import { formatBytes, formatCount, formatDuration } from '@sluice/client';
import { printable, shortened } from './text.ts';

export interface ProgressState {
  /** The current activity, such as `uploading`. */
  readonly doing: string;
  readonly done?: number | undefined;
  readonly total?: number | null | undefined;
  readonly unit?: 'bytes' | 'records' | 'artifacts' | 'chunks' | 'percent' | undefined;
  readonly rate?: number | null | undefined;
  readonly etaSeconds?: number | null | undefined;
  readonly note?: string | undefined;
}

export interface Terminal {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const BAR = 24;
const RENEW_MS = 100;
const LINE_MS = 2_000;

/** Progress: an updating bar on a terminal; elsewhere a line per phase and every two seconds. */
export class Progress {
  readonly #out: Terminal;
  readonly #label: string;
  readonly #now: () => number;
  #shownAt = -Infinity;
  #doing = '';
  #beganAt = 0;
  #beganWith = 0;
  #isOpen = false;

  constructor(out: Terminal, label: string, now: () => number = () => performance.now()) {
    this.#out = out;
    this.#label = label;
    this.#now = now;
  }

  show(state: ProgressState): void {
    const now = this.#now();
    const isNew = state.doing !== this.#doing;
    if (isNew) [this.#doing, this.#beganAt, this.#beganWith] = [state.doing, now, state.done ?? 0];
    if (!isNew && now - this.#shownAt < (this.#out.isTTY ? RENEW_MS : LINE_MS)) return;
    this.#shownAt = now;
    const line = describe(this.#label, this.#withRate(state, now), this.#out.isTTY === true);
    if (!this.#out.isTTY) return void this.#out.write(`${line}\n`);
    this.#isOpen = true;
    // A wrapped line could not be overwritten.
    this.#out.write(`\r\x1b[K${shortened(line, (this.#out.columns || 80) - 1)}`);
  }

  /** Replaces the bar with `line`. */
  end(line?: string): void {
    if (this.#isOpen) this.#out.write('\r\x1b[K');
    this.#isOpen = false;
    if (line !== undefined) this.#out.write(`${line}\n`);
  }

  /** The rate since the start, if the server does not report one. */
  #withRate(state: ProgressState, now: number): ProgressState {
    if (state.rate !== undefined || state.done === undefined) return state;
    const seconds = (now - this.#beganAt) / 1_000;
    const rate = seconds < 0.5 ? null : (state.done - this.#beganWith) / seconds;
    const left = (state.total ?? 0) - state.done;
    return { ...state, rate, etaSeconds: rate && left > 0 ? left / rate : null };
  }
}

/** One line: label, bar, and every known number. */
export function describe(label: string, state: ProgressState, withBar: boolean): string {
  const { doing, done, total, unit = 'records', rate, etaSeconds, note } = state;
  const say = (number: number) => (unit === 'bytes' ? formatBytes(number) : formatCount(Math.round(number)));
  const noun = unit === 'bytes' ? '' : ` ${unit}`;
  const numbers: string[] = [];
  if (done !== undefined && unit !== 'percent')
    numbers.push(total ? `${say(done)} of ${say(total)}${noun}` : `${say(done)}${noun}`);
  if (done !== undefined && total) numbers.push(`${Math.floor((done / total) * 100)}%`);
  if (rate) numbers.push(`${say(rate)}/s`);
  if (etaSeconds) numbers.push(`${formatDuration(etaSeconds)} left`);
  if (note) numbers.push(printable(note));
  const share = done !== undefined && total ? Math.min(1, done / total) : undefined;
  const bar = withBar && share !== undefined ? `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '-')}] ` : '';
  return `${printable(label)}: ${bar}${[doing, ...numbers].join(', ')}`;
}
