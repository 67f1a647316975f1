import { createHash } from 'node:crypto';
import { isAppError } from '@sluice/core';
import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultTableLimits, FileInspector, type Inspection } from './index.ts';
import { encode } from './test/encode.ts';

const params = runs(15, 2_000);

/** Lines after which a file is read, counted or refused in another way, or whose parts must not be separated. */
const special: readonly Buffer[] = [
  ...['7;größer', '8;\u3042\u{1f600}', '\ufeffid;name', '\\N;\\N', '9;"two\nlines"', '9;"one" quote', '9;"open', ''],
  ...['# a comment', 'total;9', `9;${'long '.repeat(20_000)}`, '9;a\rb', '9;\0', '\x1a'],
].map((line) => Buffer.from(line));
const foreign = [encode('2;Größe', 'windows-1252'), encode('3;Москва', 'windows-1251'), encode('4;表ポ', 'shift_jis')];

/** What becomes of a file that arrives in chunks of these sizes, over and over, and a hash of its spool. */
function outcome(content: Buffer, sizes: readonly number[]): readonly unknown[] {
  let written: Buffer[] = [content];
  let inspection: Inspection | undefined;
  try {
    while (inspection === undefined || inspection.kind === 'again') {
      const inspector = new FileInspector({}, { ...defaultTableLimits, maxRows: 26_010 }, inspection?.choice);
      const bytes = Buffer.concat(written);
      written = [];
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const chunk = bytes.subarray(at, at + (sizes[turn % sizes.length] as number));
        written.push(...inspector.push(chunk));
        at += chunk.length;
      }
      written.push(...inspector.end());
      inspection = inspector.finish();
    }
    return [inspection, createHash('sha256').update(Buffer.concat(written)).digest('hex')];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [error.code, error.message, error.context];
  }
}

const size = fc.oneof(fc.constantFrom(1, 65_536, 262_144, 1_000_000), fc.integer({ min: 1, max: 200_000 }));
const lines = (from: readonly Buffer[]) =>
  fc.array(fc.record({ line: fc.constantFrom(...from), row: fc.nat({ max: 26_000 }) }), { maxLength: 12 });

describe(`a file that arrives in chunks of any sizes (seed ${params.seed})`, () => {
  it.each(['\n', '\r\n', '\r'])('is the same table, or refused for the same reason, with line ends %j', (newline) => {
    const file = fc.record({
      lines: fc.oneof(lines(special), lines([...special, ...foreign])),
      isUtf16: fc.boolean(),
      sizes: fc.array(size, { minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(file, ({ lines, isUtf16, sizes }) => {
        const rows: Buffer[] = Array.from({ length: 26_000 }, (_, at) => Buffer.from(`${at % 9};plain text`));
        for (const { line, row } of lines) rows.splice(row, 0, line);
        const text = Buffer.concat(rows.flatMap((row) => [row, Buffer.from(newline)]));
        const content = isUtf16 ? Buffer.from(text.toString('latin1'), 'utf16le') : text;
        expect(outcome(content, sizes)).toEqual(outcome(content, [content.length]));
      }),
      params,
    );
  });
});
