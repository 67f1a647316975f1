import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defaultTableLimits, FileInspector } from './index.ts';
import { bytes, found, refusal } from './test/inspect.ts';
import { inspect, readTable } from './test/read-table.ts';

describe('files that are not tables', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'FILE_EMPTY'],
    ['only a byte-order mark', bytes('\ufeff'), 'FILE_EMPTY'],
    ['only blank rows', bytes('\n\r\n  \n,,\n'), 'FILE_EMPTY'],
    ['only a separator line', bytes('sep=;\n'), 'FILE_EMPTY'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a PNG image'],
    ['the first bytes of a PNG', Buffer.from('89504e47', 'hex'), 'a PNG image'],
    ['the first bytes of a gzip-like archive', Buffer.from('28b52ffd', 'hex'), 'a Zstandard archive'],
    ['a control character and a byte that is not UTF-8', Buffer.from([1, 0xff]), 'binary file'],
    ['a NUL byte alone', Buffer.from([0]), 'NUL'],
    ['an Excel 4 sheet', Buffer.from('090406000000100000', 'hex'), 'an old Excel sheet (.xls)'],
    ['HTML called .xls', bytes('<html><table><tr><td>1'), 'Open it in a spreadsheet program'],
    ['an Arrow file', bytes('ARROW1\0\0'), 'an Arrow file'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'a JPEG image'],
    ['a PDF', bytes('%PDF-1.7\n1 0 obj\n'), 'a PDF document'],
    ['a 7-Zip', Buffer.from('377abcaf271c0004', 'hex'), 'a 7-Zip archive'],
    ['a tar', Buffer.concat([Buffer.from('a.csv'), Buffer.alloc(252), bytes('ustar')]), 'a tar archive'],
    ['a Parquet', bytes('PAR1abc'), 'a Parquet file'],
    ['SQLite', bytes('SQLite format 3\0abc'), 'an SQLite database'],
    ['HTML', bytes('\ufeff \n<!DOCTYPE html><table><tr><td>1'), 'an HTML page'],
    ['XML', bytes('<?xml version="1.0"?><rows/>'), 'an XML document'],
    ['JSON', bytes('[\n  {"a": 1}\n]'), 'a JSON document'],
    ['UTF-32', Buffer.from('fffe0000610000000a000000', 'hex'), 'UTF-32 text'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'an old Excel workbook (.xls)'],
    [
      'an encrypted workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), bytes('EncryptedPackage', 'utf16le')]),
      'password-protected',
    ],
    ['a NUL byte', bytes('a,b\n1,\x002\n'), 'The byte at offset 6 is NUL'],
    ['a NUL byte after the head', bytes(`a,b\n${'1,2\n'.repeat(100_000)}\0`), 'The byte at offset 400004 is NUL'],
    ['NUL in UTF-16', bytes('\ufeffa,b\n1,\0\n', 'utf16le'), 'The byte at offset 14 is NUL'],
  ])('rejects %s', (_, content, expected) => {
    const code = expected === 'FILE_EMPTY' ? expected : 'FILE_NOT_A_TABLE';
    expect(refusal(content)).toMatchObject({
      code,
      message: expected === code ? /empty/ : expect.stringContaining(expected),
    });
  });

  it('rejects random bytes, even those that could pass for UTF-16 or Windows-1252', () => {
    // A generator with a fixed seed (mulberry32), so that a failure can be repeated.
    let seed = 30;
    const random = () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) >>> 24;
    };
    const outcomes: Record<string, number> = {};
    for (const length of [96, 128, 256, 512, 1_024, 4_096]) {
      for (let round = 0; round < 50; round++) {
        const outcome = refusal(Buffer.from(Array.from({ length }, random)));
        const code = 'code' in outcome ? outcome.code : 'accepted';
        outcomes[code] = (outcomes[code] ?? 0) + 1;
      }
    }
    expect(outcomes).toEqual({ FILE_NOT_A_TABLE: 300 });
  });

  it('keeps text with a few control characters, and text in scripts that look odd byte by byte', () => {
    const kept: [string, Buffer][] = [
      ['a bell in Windows-1252', bytes('näme,x\n\x07caf\xe9,1\n', 'latin1')],
      ['vertical tabs and an end-of-file mark', bytes('n\xe4me\nA\vB\f\x1a', 'latin1')],
      ['a separator that ASCII has for it', bytes('a\x1fb\x1fc\n1\x1f2\x1f3\n')],
      ['Japanese in UTF-16', bytes('名前,備考\n山田太郎,東京都千代田区丸の内\n', 'utf16le')],
      ['emoji in UTF-16', bytes('\ufeffa,b\n😀👍,👨‍👩‍👧‍👦\n', 'utf16le')],
    ];
    for (const [name, content] of kept) expect([name, refusal(content)]).toMatchObject([name, { kind: 'csv' }]);
  });

  it('leaves every zip archive to the XLSX reader', () => {
    expect(inspect(Buffer.from('504b0304140000000800', 'hex'))).toEqual({ kind: 'xlsx', sizeBytes: 10 });
    const packed = gzipSync('a,b\n');
    expect(inspect(packed)).toEqual({ kind: 'gzip', sizeBytes: packed.length });
  });

  it('rejects too many rows as soon as it has seen them', () => {
    const inspector = new FileInspector({}, { ...defaultTableLimits, maxRows: 2 });
    expect(() => inspector.push(bytes(`a\n1\n2\n3\n${'x'.repeat(300_000)}`))).toThrow(
      expect.objectContaining({
        code: 'TOO_MANY_ROWS',
        message: 'The file has more than 2 records. Split it into smaller files.',
      }),
    );
    expect(inspect(bytes('a\n1\n2\n'), { limits: { maxRows: 2 } })).toMatchObject({ records: 2 });
    expect(refusal(bytes('a\n1\n2'), { limits: { maxRows: 1 } })).toMatchObject({ code: 'TOO_MANY_ROWS' });
    expect(refusal(bytes('1\n2'), { header: false, limits: { maxRows: 1 } })).toMatchObject({ code: 'TOO_MANY_ROWS' });
  });

  it('inspects very long cells in a short time', () => {
    const long = `a@${'.'.repeat(120_000)} `;
    expect(found(bytes(`${long},b\n${long},c\n`))).toMatchObject({ records: 1 });
  });

  it('accepts a header without rows', () => {
    expect(found(bytes('a,b\n'))).toMatchObject({ records: 0 });
    expect(readTable('a,b')).toMatchObject({ header: ['a', 'b'], records: [], counted: 0 });
  });
});
