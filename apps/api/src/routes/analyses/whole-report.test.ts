import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeReport } from './whole-report.ts';

const head = { analysis_id: 'a', status: 'completed' };
const stored = [{ download_id: 'd', status: 'uploaded' }];

/** In pieces that end anywhere, in the midst of characters too. */
async function* content(text: string, length = 7_919): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** As the worker writes it, with the lines of `rows` in the place of a list that it streams. */
const artifact = (report: Record<string, unknown>): string =>
  `${JSON.stringify({ analysis_id: 'a', tool: 'clean-my-data', created_at: 'then', report }, null, 2)}\n`;

async function read(text: string, length?: number): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  for await (const piece of wholeReport(content(text, length), head, stored)) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString());
}

describe('wholeReport', () => {
  it.each([
    ['some', [{ download_id: 'd' }, { download_id: 'e', nested: { downloads: [1] } }]],
    ['no', []],
  ])('puts the head and the stored downloads in their places, with %s downloads in the file', async (_what, files) => {
    const rest = {
      alerts: [{ message: 'a line\n    "downloads": [' }],
      rowLevelIssues: Array.from({ length: 5_000 }, (_, row) => ({ row, value: `"report": { \u2028 é🎉 ${row}` })),
    };
    const last = { duplicates: { downloads: ['kept'], found: 1 } };
    expect(await read(artifact({ ...rest, downloads: files, ...last }))).toEqual({
      ...head,
      report: { ...rest, downloads: stored, ...last },
    });
    expect(await read(artifact({ ...rest, downloads: files }))).toEqual({
      ...head,
      report: { ...rest, downloads: stored },
    });
  });

  it('takes lists one item a line', async () => {
    const text = artifact({ rowLevelIssues: ['ROWS'], downloads: [], last: 1 });
    const compact = text.replace(/\[\s+"ROWS"\s+\]/, '[\n      {"row":1},\n      {"row":2}\n    ]');
    expect(await read(compact)).toEqual({
      ...head,
      report: { rowLevelIssues: [{ row: 1 }, { row: 2 }], downloads: stored, last: 1 },
    });
  });

  it.each(['', '{}\n', '{\n  "report": {\n    "downloads": [\n'])('refuses what is no such file: %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('takes any JSON, however it is laid out and wherever its pieces end', async () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('report', 'downloads', '"', '\\', '{', '"downloads":'));
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), key, fc.array(tie('value')), fc.dictionary(key, tie('value'))),
    })).value;
    const member = fc.tuple(
      fc.string().filter((name) => name !== 'report' && name !== '__proto__'),
      value,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(member),
        fc.dictionary(key, value, { noNullPrototype: true }),
        fc.array(member),
        fc.constantFrom(undefined, 2, '\t'),
        fc.integer({ min: 1, max: 40 }),
        async (before, report, after, indent, length) => {
          const file = { ...Object.fromEntries(before), report, ...Object.fromEntries(after) };
          // As JSON holds it, which has no -0.
          const stated = JSON.parse(JSON.stringify(report));
          const expected = 'downloads' in report ? { ...stated, downloads: stored } : stated;
          expect(await read(JSON.stringify(file, null, indent), length)).toEqual({ ...head, report: expected });
        },
      ),
    );
  });
});
