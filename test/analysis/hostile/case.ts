/** The expected outcome of analyzing a hostile file, for both tools. */
export interface Outcome {
  /** `completed`, or `failed` and the code. */
  readonly end: string;
  /** Text that the error message must contain. */
  readonly says?: string;
  readonly rows?: number;
  readonly rejected?: number;
  /** Expected parts of column profiles, by column. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Expected parts of number profiles, by column. */
  readonly numbers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The rows of cleaned.csv; null for an empty cell. */
  readonly cleaned?: readonly (readonly (string | null)[])[];
  /** The row numbers in quarantined.csv. */
  readonly aside?: readonly number[];
  /** `code`, or `code:column`, of every warning of the report. */
  readonly warnings?: readonly string[];
}

export interface HostileCase {
  readonly name: string;
  readonly file: Uint8Array | (() => Promise<Uint8Array>);
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome;
}

export const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

/** A case whose file is UTF-8 text. */
export const csv = (name: string, text: string, outcome: Outcome, parameters = {}): HostileCase => ({
  name,
  file: utf8(text),
  outcome,
  parameters,
});

export const completed = (rows: number, more: Omit<Outcome, 'end' | 'rows'> = {}): Outcome => ({
  end: 'completed',
  rows,
  rejected: 0,
  ...more,
});

export const refused = (code: string, says?: string): Outcome => ({
  end: `failed ${code}`,
  ...(says === undefined ? {} : { says }),
});
