import type { RejectRow } from '@sluice/db/imports';
import { resultColumns } from '@sluice/importers';
import { inClass } from '../artifacts/char-class.ts';
import { escapeFormula, needsFormulaEscape } from '../artifacts/formula.ts';

/** The status of a row in the result file. Rows with the first two are skipped when the file is uploaded again. */
export type RowStatus = 'imported' | 'skipped' | 'failed' | 'not_imported' | 'valid';

/** The status of a record of an earlier result file that is not imported again; undefined for any other record. */
export function doneStatus(cells: readonly string[], statusIndex: number | undefined): RowStatus | undefined {
  const status = statusIndex === undefined ? undefined : cells[statusIndex];
  return status === 'imported' || status === 'skipped' ? status : undefined;
}

/** A byte-order mark: without it Excel reads UTF-8 as the local code page. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Writes result files with the original delimiter: the status of each row, followed by the original row. */
export class ResultLines {
  readonly #delimiter: string;
  readonly #special: RegExp;
  /** Columns of an earlier result file, omitted from this one. */
  readonly #reserved: ReadonlySet<number>;
  /** The empty error cells between a good row's status and its own cells. */
  readonly #noError: string;

  constructor(delimiter: string, reserved: ReadonlySet<number> = new Set()) {
    this.#delimiter = delimiter;
    this.#special = new RegExp(`["\\n\\r${inClass(delimiter)}]`);
    this.#reserved = reserved;
    this.#noError = delimiter.repeat(resultColumns.length - 1);
  }

  header(names: readonly string[]): string {
    return `${BYTE_ORDER_MARK}${this.#join([...resultColumns, ...this.#own(names)])}\n`;
  }

  /** A row without errors; `original` is the result of `original()`. */
  good(row: number, status: RowStatus, original: string): string {
    return `${this.goodPrefix(row, status)}${original}\n`;
  }

  bad(row: number, status: RowStatus, rejects: readonly RejectRow[], original: string): string {
    return `${this.badPrefix(row, status, rejects)}${original}\n`;
  }

  /** The cells before a good row's own cells. */
  goodPrefix(row: number, status: RowStatus): string {
    return `${row}${this.#delimiter}${status}${this.#noError}`;
  }

  /** The cells before a bad row's own cells. */
  badPrefix(row: number, status: RowStatus, rejects: readonly RejectRow[]): string {
    const unique = (values: (string | null)[]): string =>
      [...new Set(values.filter((value) => value !== null))].join('; ');
    const about = [
      String(row),
      status,
      unique(rejects.map(({ code }) => code)),
      unique(rejects.map(({ field }) => field)),
      unique(rejects.map(({ message }) => message)),
    ];
    return this.#join(about) + this.#delimiter;
  }

  /** The row's original text (`raw`) if it is safe to repeat, which it nearly always is. */
  original(cells: readonly string[], raw: string): string {
    if (this.#reserved.size > 0 || raw === '') return this.#join(this.#own(cells));
    for (let at = 0; at < cells.length; at++) {
      const first = (cells[at] as string).charCodeAt(0);
      // One of ' = + - @, tab and CR.
      if (first === 39 || first === 61 || first === 43 || first === 45 || first === 64 || first === 9 || first === 13) {
        if (needsFormulaEscape(cells[at] as string)) return this.#join(cells);
      }
    }
    return raw;
  }

  #own(cells: readonly string[]): readonly string[] {
    return this.#reserved.size === 0 ? cells : cells.filter((_, at) => !this.#reserved.has(at));
  }

  #join(cells: readonly string[]): string {
    return cells.map((cell) => this.#cell(escapeFormula(cell))).join(this.#delimiter);
  }

  #cell(text: string): string {
    return this.#special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
}
