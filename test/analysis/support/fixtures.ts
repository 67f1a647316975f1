import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../fixtures/analyses/', import.meta.url));

/** What is known about a column, determined by hand. Statistics cover the cells that are numbers. */
export interface ExpectedColumn {
  readonly type: 'text' | 'code' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'email' | 'phone';
  /** Cells that fit the type. */
  readonly agree?: number;
  readonly nulls: number;
  /** Distinct texts, without empty cells. */
  readonly distinct: number;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly mean?: number;
  readonly median?: number;
  readonly q1?: number;
  readonly q3?: number;
  /** Beyond 1.5 interquartile ranges. */
  readonly outliers?: number;
  readonly leading_zeros?: number;
  /** Cells with leading or trailing whitespace. */
  readonly whitespace?: number;
}

export type Change = readonly [row: number, column: string, before: string | null, after: string | null];

/** The expected result of clean-my-data with these parameters. */
export interface ExpectedCleaning {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly rows: number;
  /** Every changed cell, row by row: its first and its final value. */
  readonly changed: readonly Change[] | 'any';
  /** Final values of some cells. */
  readonly cells?: readonly (readonly [row: number, column: string, value: string | null])[];
  readonly dropped: readonly number[] | 'any';
  readonly set_aside: readonly number[];
}

/** Rows are numbered as in a spreadsheet. Where a column is named, `""` stands for the whole table. */
export interface ExpectedFile {
  readonly about: string;
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly delimiter: string;
  readonly rows: number;
  /** Unparseable records. */
  readonly rejected: readonly number[];
  /** Rows that equal an earlier one in every cell. */
  readonly duplicates: readonly number[];
  readonly columns: Readonly<Record<string, ExpectedColumn>>;
  readonly must_find: readonly (readonly [finding: string, column: string])[];
  readonly must_not_find: readonly (readonly [finding: string, column: string])[];
  readonly cleaned: readonly ExpectedCleaning[];
}

export interface Fixture {
  readonly name: string;
  readonly file: string;
  readonly bytes: Buffer;
  readonly expected: ExpectedFile;
}

export const fixtureBytes = (file: string): Buffer => readFileSync(`${FOLDER}${file}`);

/** Files with known faults, each with its expected results. */
export function fixtures(): Fixture[] {
  const files = readdirSync(FOLDER);
  return files
    .filter((file) => file.endsWith('.expected.json'))
    .map((known) => {
      const name = known.slice(0, -'.expected.json'.length);
      const file = files.find((other) => other.startsWith(`${name}.`) && /\.(csv|xlsx)$/.test(other));
      if (!file) throw new Error(`${known} has no file`);
      const expected = JSON.parse(readFileSync(`${FOLDER}${known}`, 'utf8')) as ExpectedFile;
      return { name, file, bytes: fixtureBytes(file), expected };
    });
}
