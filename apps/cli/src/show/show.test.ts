import { describe, expect, it } from 'vitest';
import { describe as describeProgress, Progress } from './progress.ts';
import { table } from './table.ts';
import { csvLine, printable, shortened } from './text.ts';

describe('text', () => {
  it('is printed without control characters', () => {
    expect(printable('a\u001b[31mred\u0007\r\n\tb\u009b1m\u202eevil')).toBe(
      'a\\u001b[31mred\\u0007\\u000d\\n\\tb\\u009b1m\\u202eevil',
    );
    expect(printable('Zoë 日本 👩‍🚀')).toBe('Zoë 日本 👩‍🚀');
  });
  it('is shortened with an ellipsis', () => {
    expect(shortened('abcdef', 4)).toBe('abc…');
    expect(shortened('abcd', 4)).toBe('abcd');
  });
  it('is written to CSV so that no spreadsheet runs it as a formula', () => {
    expect(csvLine([1, 'a,b', 'say "x"', '=1+1', '-5', '@x', null, 'l\nm'])).toBe(
      `1,"a,b","say ""x""",'=1+1,-5,'@x,,"l\nm"\r\n`,
    );
  });
});

describe('table', () => {
  it('is aligned in columns, numbers to the right', () => {
    expect(
      table(
        ['row', 'error'],
        [
          [2, 'a'],
          [10, 'b\n'],
        ],
      ),
    ).toBe('row  error\n  2  a\n 10  b\\n\n');
    expect(table(['name'], [])).toBe('name\n');
  });
});

describe('progress', () => {
  const record = (isTTY: boolean, columns = 80) => {
    const written: string[] = [];
    return { written, isTTY, columns, write: (text: string) => written.push(text) };
  };

  it('shows every known number', () => {
    const state = {
      doing: 'uploading',
      done: 1_536,
      total: 3_072,
      unit: 'bytes',
      rate: 1_024,
      etaSeconds: 1.5,
    } as const;
    expect(describeProgress('a.csv', state, true)).toBe(
      'a.csv: [############------------] uploading, 1.5 KiB of 3.0 KiB, 50%, 1.0 KiB/s, 2 s left',
    );
    expect(describeProgress('x', { doing: 'pending' }, true)).toBe('x: pending');
    expect(describeProgress('x', { doing: 'processing', done: 5, total: null, note: '1 failed' }, false)).toBe(
      'x: processing, 5 records, 1 failed',
    );
  });

  it('updates one line of a terminal without wrapping, then removes it', () => {
    let now = 0;
    const out = record(true, 20);
    const progress = new Progress(out, 'a long name.csv', () => now);
    for (const done of [1, 2, 3]) progress.show({ doing: 'uploading', done, total: 10 });
    now = 150;
    progress.show({ doing: 'uploading', done: 4, total: 10 });
    progress.end('done');
    expect(out.written).toHaveLength(4);
    expect(out.written[0]).toMatch(/^\r\u001b\[K.{19}$/);
    expect(out.written.slice(2)).toEqual(['\r\u001b[K', 'done\n']);
  });

  it('writes lines elsewhere: when a new phase starts, and every two seconds', () => {
    let now = 0;
    const out = record(false);
    const progress = new Progress(out, 'f', () => now);
    for (; now <= 4_000; now += 100) progress.show({ doing: 'uploading', done: now, total: 4_000, unit: 'bytes' });
    progress.show({ doing: 'verifying' });
    expect(out.written).toEqual([
      'f: uploading, 0 B of 3.9 KiB, 0%\n',
      'f: uploading, 2.0 KiB of 3.9 KiB, 50%, 1000 B/s, 2 s left\n',
      'f: uploading, 3.9 KiB of 3.9 KiB, 100%, 1000 B/s\n',
      'f: verifying\n',
    ]);
  });
});
