/** What an analysis of a hostile file must come to, with either tool. */
export interface Outcome {
  /** `completed`, or `failed` and the code. */
  readonly end: string;
  /** A part of the message, where the message is the point. */
  readonly says?: string;
  readonly rows?: number;
  readonly rejected?: number;
  /** By name: whatever of the profile of a column is the point. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By name: numbers of the profile. */
  readonly numbers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What cleaned.csv has below its header; null where a cell is empty. */
  readonly cleaned?: readonly (readonly (string | null)[])[];
  /** Rows that quarantined.csv has, by their numbers. */
  readonly aside?: readonly number[];
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
