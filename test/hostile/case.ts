import type { ImportOptions } from '@sluice/client';

/** The expected outcome of importing a hostile file. */
export interface Outcome {
  /** `completed`, or `failed` and the code. */
  readonly end: string;
  /** One column (see `column`) of the written rows, by key. */
  readonly rows?: Readonly<Record<string, unknown>>;
  /** `row:line:field:code` of every row error. */
  readonly errors?: readonly string[];
  /** Text that the error message must contain. */
  readonly says?: string;
  /** `code`, or `code:column`, of every warning of the import. */
  readonly warnings?: readonly string[];
}

export interface HostileCase {
  readonly name: string;
  readonly file: Uint8Array | (() => Promise<Uint8Array>);
  readonly options?: ImportOptions;
  /** The column that `rows` contains. Default: name. */
  readonly column?: string;
  readonly outcome: Outcome;
}

export const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
export const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
export const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
export const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** A case whose file is UTF-8 text. */
export const csv = (name: string, text: string, outcome: Outcome, more: Partial<HostileCase> = {}): HostileCase => ({
  name,
  file: utf8(text),
  outcome,
  ...more,
});

export const completed = (
  rows: Readonly<Record<string, unknown>>,
  errors: readonly string[] = [],
  warnings?: readonly string[],
): Outcome => ({
  end: 'completed',
  rows,
  errors,
  ...(warnings === undefined ? {} : { warnings }),
});

export const refused = (code: string, says?: string): Outcome => ({
  end: `failed ${code}`,
  rows: {},
  errors: [],
  ...(says === undefined ? {} : { says }),
});
