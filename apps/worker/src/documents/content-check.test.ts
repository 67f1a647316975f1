import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpoolFolder } from '../spool/folder.ts';
import { defaultTableLimits } from '../tabular/index.ts';
import { makeXlsx, makeZip, textRow } from '../tabular/test/make-xlsx.ts';
import { ContentCheck } from './content-check.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-content-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The verdict on bytes that arrive in chunks of these sizes; the last size is repeated. */
async function judge(bytes: Buffer, sizes: readonly number[], contentType = 'application/octet-stream') {
  const content = new ContentCheck({
    ...{ contentType, sizeBytes: bytes.length, limits: defaultTableLimits },
    spool: new SpoolFolder(folder),
  });
  try {
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const size = sizes[Math.min(n, sizes.length - 1)] ?? 1;
      const piece = Buffer.from(bytes.subarray(at, at + size));
      await content.push(piece);
      // Streams reuse their buffers.
      piece.fill(0);
      at += size;
    }
    return (await content.verdict())?.code ?? 'a table';
  } finally {
    await content.close();
  }
}

/** Rows of a workbook that is larger than the head kept of a text. */
const rows = Array.from({ length: 60_000 }, (_, at) => textRow(at + 1, [`${(at * 2654435761) % 4294967296}`, `${at}`]));
const workbook = makeXlsx({ sheet: rows.join('') });

describe('ContentCheck', () => {
  it.each([[[1]], [[3, 1, 9_999]], [[1, 4_000_000]], [[2, 1, 70_001]], [[4_000_000]]])(
    'reaches the same verdict on a workbook that arrives in chunks of %j bytes',
    async (sizes) => {
      const small = makeXlsx({ sheet: textRow(1, ['a']) });
      const bytes = sizes[0] === 1 && sizes.length === 1 ? small : workbook;
      expect(await judge(bytes, sizes)).toBe('a table');
      expect(await judge(bytes.subarray(0, -30), sizes)).toBe('FILE_CORRUPT');
    },
  );

  it.each([[[1, 2, 2_000_000]], [[1 << 20]], [[70_001]]])(
    'reaches the same verdict on text that arrives in chunks of %j bytes',
    async (sizes) => {
      const text = Buffer.from('a,b\n1,2\n'.repeat(300_000));
      expect(text.length).toBeGreaterThan(2 << 20);
      expect(await judge(text, sizes)).toBe('a table');
      expect(await judge(Buffer.concat([text.subarray(0, 1_000), Buffer.alloc(100), text]), sizes)).toBe(
        'FILE_NOT_A_TABLE',
      );
    },
  );

  it.each([
    ['', 'FILE_EMPTY'],
    ['\ufeff', 'FILE_EMPTY'],
    ['a', 'a table'],
    ['PK', 'a table'],
  ])('decides that the content %j is %s', async (text, verdict) => {
    expect(await judge(Buffer.from(text), [1])).toBe(verdict);
  });

  it.each([[[1]], [[3, 70_001]], [[4_000_000]]])(
    'reaches the same verdict on archives that arrive in chunks of %j bytes',
    async (sizes) => {
      const text = 'a,b\n1,2\n';
      const two = makeZip([
        { name: 'a.csv', data: text },
        { name: 'b.csv', data: text },
      ]);
      expect(await judge(gzipSync(text), sizes)).toBe('a table');
      expect(await judge(gzipSync(text), sizes, 'application/gzip')).toBe('a table');
      expect(await judge(gzipSync(text), sizes, 'text/csv')).toBe('UPLOAD_MISMATCH');
      expect(await judge(Buffer.from(text), sizes, 'application/zip')).toBe('UPLOAD_MISMATCH');
      expect(await judge(gzipSync(gzipSync(text)), sizes)).toBe('FILE_NOT_A_TABLE');
      expect(await judge(gzipSync(text).subarray(0, -3), sizes)).toBe('FILE_CORRUPT');
      expect(await judge(makeZip([{ name: 'a.csv', data: text }]), sizes)).toBe('a table');
      expect(await judge(two, sizes)).toBe('FILE_NOT_A_TABLE');
    },
  );

  it('leaves no files on disk', async () => {
    expect(await readdir(folder)).toEqual([]);
  });
});
