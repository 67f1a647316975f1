/** Rows that a warning names. */
const MOST_ROWS = 10;
/** Warnings that a file can collect; others with further codes or columns are counted together. */
const MOST_WARNINGS = 200;

/** What the reader of a file assumed, repaired, skipped or could not decide. The file is used nevertheless. */
export interface Warning {
  /** Such as `ENCODING_ASSUMED`. */
  readonly code: string;
  readonly message: string;
  /** The header of the column it concerns. */
  readonly column?: string | undefined;
  /** The cells or rows it concerns; absent if it concerns the file as a whole. */
  readonly count?: number | undefined;
  /** The first of these rows, numbered as a spreadsheet numbers them. */
  readonly rows?: readonly number[] | undefined;
}

/** Settings that are needed to read a file, and are detected unless the caller sets them. */
export const decisionTopics = [
  'encoding',
  'delimiter',
  'quote',
  'escape',
  'comment',
  'header_row',
  'skip_rows',
  'sheet',
  'decimal_mark',
  'date_order',
] as const;
export type DecisionTopic = (typeof decisionTopics)[number];

/** One of these decisions. */
export interface Decision {
  readonly topic: DecisionTopic;
  /** As an option takes it: a name, a character, a row number; null for "none". */
  readonly value: string | number | null;
  /** Set by the caller, not detected. */
  readonly given: boolean;
  /** From 0, a guess, to 1, certain. */
  readonly confidence: number;
  /** Why this value was chosen, in one sentence. */
  readonly evidence: string;
  /** Other values that would be possible. */
  readonly alternatives: readonly (string | number | null)[];
}

/** The evidence of a decision that the caller has made. */
export const SET_BY_CALLER = 'Set, not detected.';

/** A decision below this confidence is doubtful: a strict import is refused until the caller decides. */
export const DOUBTFUL_BELOW = 0.8;

/** Whether the caller should decide. What they have set is never doubtful. */
export const isDoubtful = ({ given, confidence }: Pick<Decision, 'given' | 'confidence'>): boolean =>
  !given && confidence < DOUBTFUL_BELOW;

interface Entry {
  readonly code: string;
  readonly column: string | undefined;
  readonly message: (count: number) => string;
  readonly rows: number[];
  count: number;
}

/** Counts what is found row by row, and makes one warning for each code and column. */
export class WarningTally {
  readonly #entries = new Map<string, Entry>();

  /** `message` is called once, at the end, with the count. */
  add(code: string, row: number, message: (count: number) => string, column?: string): void {
    const key = this.#entries.size < MOST_WARNINGS ? `${code}\n${column ?? ''}` : code;
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { code, column: key === code ? undefined : column, message, rows: [], count: 0 };
      this.#entries.set(key, entry);
    }
    entry.count++;
    if (entry.rows.length < MOST_ROWS && entry.rows.at(-1) !== row) entry.rows.push(row);
  }

  /** In the order in which they were first seen. */
  list(): Warning[] {
    return [...this.#entries.values()].map(({ code, column, message, rows, count }) => ({
      ...{ code, message: message(count), count, rows },
      ...(column !== undefined && { column }),
    }));
  }
}
