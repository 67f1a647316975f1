import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defaultTableLimits, openCsv, type TableLimits } from '../tabular/index.ts';
import { makeXlsx, makeZip, textRow, type ZipPart } from '../tabular/test/make-xlsx.ts';
import { spoolStored } from './spool.ts';

const table = 'a,b\n1,ä\n2,"x\ny"\n';
const cells = [
  ['1', 'ä'],
  ['2', 'x\ny'],
];
const bytes = (text: string) => Buffer.from(text);
const zip = (...parts: ZipPart[]) => makeZip(parts);

/** The rows that an import would read, and the warnings; or the code and message of the refusal. */
async function read(content: Buffer, xlsx: Partial<TableLimits['xlsx']> = {}, chunk = 7) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-wrapped-'));
  const limits = { ...defaultTableLimits, xlsx: { ...defaultTableLimits.xlsx, ...xlsx } };
  const pieces = Array.from({ length: Math.ceil(content.length / chunk) }, (_, at) =>
    content.subarray(at * chunk, (at + 1) * chunk),
  );
  try {
    const open = async () => ({ body: Readable.from(pieces, { objectMode: false }) });
    const spooled = await spoolStored({ open, folder, options: {}, limits, signal: new AbortController().signal });
    const reader = openCsv({ path: spooled.path, dialect: spooled.dialect, limits });
    const rows = [...reader.blocks()].flatMap((block) => block.cells);
    return { rows, warnings: spooled.warnings.map(({ code }) => code), records: spooled.records };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('tables in archives', () => {
  it.each([
    ['gzip', gzipSync(table)],
    [
      'gzip in two members, split within a cell',
      Buffer.concat([gzipSync(table.slice(0, 9)), gzipSync(table.slice(9))]),
    ],
    ['gzip with zero bytes of padding', Buffer.concat([gzipSync(table), Buffer.alloc(512)])],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${table}`, 'utf16le'))],
    [
      'gzip of a workbook',
      gzipSync(makeXlsx({ sheet: textRow(1, ['a', 'b']) + textRow(2, ['1', 'ä']) + textRow(3, ['2', 'x\ny']) })),
    ],
    ['zip', zip({ name: 'data.csv', data: table })],
    ['zip, stored without compression', zip({ name: 'data.csv', data: table, method: 0 })],
    ['zip with a file of any name', zip({ name: 'export', data: table })],
    [
      'zip with folders and what macOS and Windows add',
      zip(
        { name: 'out/', data: '' },
        { name: 'out/data.csv', data: table },
        { name: '__MACOSX/', data: '' },
        { name: '__MACOSX/out/._data.csv', data: 'x' },
        { name: '.DS_Store', data: 'x' },
        { name: 'out/Thumbs.db', data: 'x' },
      ),
    ],
    [
      'zip of a workbook',
      zip({
        name: 'data.xlsx',
        data: makeXlsx({ sheet: textRow(1, ['a', 'b']) + textRow(2, ['1', 'ä']) + textRow(3, ['2', 'x\ny']) }),
      }),
    ],
  ])('are read like the table: %s', async (_, content) => {
    expect(await read(content)).toEqual({ rows: cells, warnings: [], records: 2 });
    expect(await read(content, {}, 1 << 20)).toEqual({ rows: cells, warnings: [], records: 2 });
  });

  it('warns of files in a zip that are not read', async () => {
    const content = zip({ name: 'data.csv', data: table }, { name: 'licence.pdf', data: '%PDF' });
    expect(await read(content)).toEqual({ rows: cells, warnings: ['OTHER_FILES'], records: 2 });
  });

  it('takes the table that a text file explains, and a text file that is alone among other files', async () => {
    const beside = zip({ name: 'README.TXT', data: 'What the columns mean' }, { name: 'data.csv', data: table });
    expect(await read(beside)).toEqual({ rows: cells, warnings: ['OTHER_FILES'], records: 2 });
    const alone = zip({ name: 'data.txt', data: table }, { name: 'licence.pdf', data: '%PDF' });
    expect(await read(alone)).toEqual({ rows: cells, warnings: ['OTHER_FILES'], records: 2 });
  });

  const large = bytes(`a,b\n${'1,2\n'.repeat(600_000)}`);
  const flipped = gzipSync(table);
  flipped[flipped.length - 6] = (flipped[flipped.length - 6] as number) ^ 1;

  it.each([
    ['gzip followed by text', Buffer.concat([gzipSync(table), bytes('more')]), /^FILE_CORRUPT: .*followed by/],
    [
      'gzip followed by text after zeros',
      Buffer.concat([gzipSync(table), Buffer.alloc(9), bytes('x')]),
      /^FILE_CORRUPT/,
    ],
    ['gzip cut off', gzipSync(table).subarray(0, -3), /^FILE_CORRUPT/],
    ['gzip with a wrong checksum', flipped, /^FILE_CORRUPT/],
    ['only the start of a gzip header', Buffer.from([0x1f, 0x8b]), /^FILE_CORRUPT/],
    ['gzip in gzip', gzipSync(gzipSync(table)), /^FILE_NOT_A_TABLE: .*another archive/],
    ['zip in gzip', gzipSync(zip({ name: 'data.csv', data: table })), /^FILE_NOT_A_TABLE: .*another archive/],
    ['gzip in zip', zip({ name: 'data.csv.gz', data: gzipSync(table) }), /^FILE_NOT_A_TABLE: .*another archive/],
    ['gzip of a PNG', gzipSync(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), /^FILE_NOT_A_TABLE: .*PNG/],
    ['gzip of nothing', gzipSync(''), /^FILE_EMPTY/],
    ['a gzip bomb', gzipSync(large), /^ARCHIVE_TOO_LARGE: .*200 times/],
    ['a zip bomb', zip({ name: 'a.csv', data: large }), /^ARCHIVE_TOO_LARGE: .*200 times/],
    [
      'two tables',
      zip({ name: 'a.csv', data: table }, { name: 'b/c.xlsx', data: 'x' }),
      /^FILE_NOT_A_TABLE: .*2 tables: "a.csv", "b\/c.xlsx"\. Send them one by one/,
    ],
    [
      'two tables and a text',
      zip({ name: 'a.csv', data: table }, { name: 'b.tsv', data: 'x' }, { name: 'read.txt', data: 'x' }),
      /^FILE_NOT_A_TABLE: .*2 tables: "a.csv", "b.tsv"\. Send them one by one/,
    ],
    [
      'two texts',
      zip({ name: 'a.txt', data: table }, { name: 'b.txt', data: 'x' }),
      /^FILE_NOT_A_TABLE: .*2 tables: "a.txt", "b.txt"/,
    ],
    [
      'no table',
      zip({ name: 'a.pdf', data: 'x' }, { name: 'b.png', data: 'x' }),
      /^FILE_NOT_A_TABLE: .*no table.*"a.pdf", "b.png"/,
    ],
    [
      'an empty zip',
      Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)]),
      /^FILE_NOT_A_TABLE: .*no files/,
    ],
    ['a name that leaves the folder', zip({ name: '../../a.csv', data: table }), /^FILE_CORRUPT/],
    ['an absolute name', zip({ name: '/etc/a.csv', data: table }), /^FILE_CORRUPT/],
    ['a password', zip({ name: 'a.csv', data: table, encrypted: true }), /^FILE_NOT_A_TABLE: .*password/],
    ['another compression', zip({ name: 'a.csv', data: table, method: 14 }), /^FILE_CORRUPT: .*other than deflate/],
    ['a wrong checksum', zip({ name: 'a.csv', data: table, claimedCrc: 1 }), /^FILE_CORRUPT: .*incomplete/],
    ['a zip cut off', zip({ name: 'a.csv', data: table }).subarray(0, -10), /^FILE_CORRUPT/],
  ] as const)('are refused: %s', async (_, content, message) => {
    expect(await read(content)).toMatch(message);
  });

  it('have the limits of workbooks', async () => {
    const noise = Buffer.from(Array.from({ length: 3_000 }, (_, at) => `${(at * 2654435761) % 4294967296}\n`).join(''));
    for (const content of [gzipSync(noise), zip({ name: 'a.csv', data: noise })]) {
      expect(await read(content, { maxPackedBytes: 1_000 })).toMatch(/^ARCHIVE_TOO_LARGE: .*the limit is 1,000/);
      expect(await read(content, { maxUnpackedBytes: 1_000 })).toMatch(/^ARCHIVE_TOO_LARGE: .*1,000/);
    }
    const two = zip({ name: 'a.csv', data: table }, { name: '.DS_Store', data: '' });
    expect(await read(two, { maxEntries: 1 })).toMatch(/^ARCHIVE_TOO_LARGE: .*2 entries; the limit is 1/);
  });
});
