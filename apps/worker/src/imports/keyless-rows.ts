import { counted, type WarningTally } from '@sluice/core';
import type { GeneratedRows } from '@sluice/db/imports';
import { type HeaderMapping, type Importer, refuseGeneratedKeys } from '@sluice/importers';
import type { ByteSink } from './byte-sink.ts';
import type { GeneratedKeys } from './generated-keys.ts';
import { LineWriter } from './line-writer.ts';

/** Bytes reserved for a row before its size is known. */
export const ROW_BYTES = 192;

/** A good row without a key. */
interface KeylessRow {
  readonly row: number;
  readonly line: number;
  readonly values: (string | undefined)[];
  readonly plain: boolean;
}

interface KeylessRowsInput {
  readonly importer: Importer;
  readonly mapping: HeaderMapping;
  /** Undefined if nothing will be written. */
  readonly generated: GeneratedKeys | undefined;
  /** The position of the key in the values of a row. */
  readonly keyIndex: number;
  /** Whether the caller has asked for generated keys, and need not be told. */
  readonly isWanted: boolean;
  /** Whether keys must not be generated, because no row of the file has one. */
  readonly refuses: () => boolean;
}

/** The good rows of a batch that have no key, which are written with generated ones at its end. */
export class KeylessRows {
  readonly #input: KeylessRowsInput;
  readonly #rows: KeylessRow[] = [];

  constructor(input: KeylessRowsInput) {
    this.#input = input;
  }

  /** @throws AppError KEYS_WOULD_BE_GENERATED at the first row without a key, if no row of the file has one */
  add(row: KeylessRow, warnings: WarningTally): void {
    const { isWanted, refuses, mapping, importer } = this.#input;
    if (!isWanted) {
      if (refuses()) refuseGeneratedKeys(mapping, importer);
      warnings.add('KEYS_GENERATED', row.row, generatedMessage, importer.key);
    }
    this.#rows.push(row);
  }

  /** Generates the keys, and writes the rows. Those of a committed batch have theirs. */
  async write(isCommitted: boolean, newSink: (capacity: number) => ByteSink): Promise<GeneratedRows | undefined> {
    const rows = this.#rows.splice(0);
    if (rows.length === 0) return undefined;
    const { generated, keyIndex } = this.#input;
    const keys = isCommitted ? [] : await generated?.make(rows.length);
    const lines = new LineWriter(isCommitted ? undefined : newSink(rows.length * ROW_BYTES));
    for (const [at, { row, line, values, plain }] of rows.entries()) {
      values[keyIndex] = keys?.[at];
      lines.write(row, line, values, plain);
    }
    return { rows: rows.length, lines: lines.finish(), firstFree: (generated?.highestInFile ?? 0) + 1 };
  }
}

const generatedMessage = (count: number): string =>
  `${counted(count, 'row has no key and gets a generated one', 'rows have no key and get generated ones')}.`;
