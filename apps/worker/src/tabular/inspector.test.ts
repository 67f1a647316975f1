import { describe, expect, it } from 'vitest';
import { defaultTableLimits, FileInspector, inspectHead } from './index.ts';
import { bytes, found } from './test/inspect.ts';
import { inspect, readTable } from './test/read-table.ts';

describe('dialect', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,3\n', ','],
    ['semicolon', 'a;b;c\n1,5;2,5;x\n', ';'],
    ['tab', 'a\tb\tc\n1,5\t2;3\tx\n', '\t'],
    ['bar', 'a|b|c\n1|2|3\n', '|'],
    ['one column', 'name\nx\ny\n', ','],
    ['one column with a comma in the data', 'name\nDoe, Jane\nRoe, Max\n', ','],
    ['delimiters inside quotes', '"a,b,c,d";"e"\n"1,2,3,4";"x"\n', ';'],
    ['quoted cells with several lines', 'a;b\n"1,\n2,\n3,";x\n"4,\n5";y\n', ';'],
    ['ragged rows', 'a;b;c\n1;2\n1;2;3\n1;2;3;4\n1,2;3;4\n', ';'],
    ['a broken quote', 'a;b\n"x;1\ny;2\n', ';'],
    ['text with commas in every cell', 'name;note\na,b,c;d,e,f\ng,h,i;j,k,l\n', ';'],
    ['no line break', 'a;b', ';'],
    ['old Macintosh line breaks', 'a;b\r"1\n2";2\r', ';'],
  ])('detects the delimiter: %s', (_, content, delimiter) => {
    expect(found(bytes(content))).toMatchObject({ delimiter });
  });

  it('prefers the delimiter and header setting of the caller', () => {
    expect(found(bytes('a;b,c\n1;2,3\n'), { delimiter: ',' })).toMatchObject({ delimiter: ',' });
    expect(found(bytes('1,2\n3,4\n'), { header: false })).toMatchObject({ hasHeader: false, records: 2, warnings: [] });
  });

  it('follows the separator line of Excel and does not count it as a row', () => {
    for (const content of ['sep=;\r\na;b,c\r\n1;2\r\n', '"sep=;"\na;b,c\n1;2\n', 'SEP=;\ra;b,c\r1;2\r']) {
      expect(found(bytes(content))).toMatchObject({ delimiter: ';', separatorLine: true, records: 1 });
      expect(readTable(content)).toMatchObject({
        header: ['a', 'b,c'],
        headerRow: 1,
        headerLine: 2,
        records: [{ row: 2, line: 3, cells: ['1', '2'] }],
      });
    }
    const wide = bytes('\ufeffsep=|\r\na|b\r\n1|2\r\n', 'utf16le');
    expect(readTable(wide, { chunkBytes: 5 })).toMatchObject({ header: ['a', 'b'], counted: 1 });
    expect(readTable('sep=;\na,b\n1,2\n', { delimiter: ',' })).toMatchObject({ header: ['a', 'b'], headerLine: 2 });
  });

  it.each([
    ['a;b\n1,5;x\n2,25;y\n', true],
    ['a;b\n1.234,50;x\n', true],
    ['a,b\n1.5,x\n', false],
    ['a,b\n"1,234",x\n', false],
    ['a,b\n"1,23",x\n', true],
    ['a;b\n1,5;x\n1.5;x\n1.5;x\n', false],
    ['a;b\n0,125;x\n', true],
    ['a\nx\n', false],
  ])('detects whether %j has decimal commas: %s', (content, decimalComma) => {
    expect(found(bytes(content))).toMatchObject({ decimalComma });
  });

  it.each([
    ['1,Pump,2024-01-01\n2,Motor,2024-01-02\n', false, ['HEADER_ABSENT']],
    ['a@x.de,b\nc@y.de,d\n', false, ['HEADER_ABSENT']],
    ['id,1,2,3\n4,5,6,7\n', true, ['HEADER_LOOKS_LIKE_DATA']],
    ['id,name\n1,2\n', true, []],
    ['region,2023,2024\nnorth,15,17\n', true, []],
    ['1,2\n', true, []],
  ])('decides whether the first row of %j is a header: %j, with %j', (content, hasHeader, warnings) => {
    expect(found(bytes(content))).toMatchObject({ hasHeader, warnings });
  });
});

it.each(['utf8', 'latin1'] as const)('decides alike however the bytes of a long file arrive: %s', (encoding) => {
  const rows = Array.from({ length: 40_000 }, (_, at) => `${at};${at % 7 ? 'Öl' : 'a, b'};${at % 1_000},5\n`);
  const content = bytes(`id;name;kg\n${rows.join('')}`, encoding);
  const [first, ...others] = [1 << 16, 1_000, 99_991, 1 << 20].map((chunkBytes) => inspect(content, { chunkBytes }));
  for (const other of others) expect(other).toEqual(first);
});

it.each([0, 1, 2, 3])('samples a long file with an invalid byte like one without (%i)', (shift) => {
  // Blocks end within characters, or do not.
  const rows = bytes(Array.from({ length: 20_000 }, (_, at) => `${at};${'Ö'.repeat(20)}\n`).join(''));
  const header = `id;name${'s'.repeat(shift)}\n`;
  const [sound, damaged] = [bytes(`${header}1;cafe\n`), bytes(`${header}1;caf\xe9\n`, 'latin1')].map((head) => {
    const inspection = inspect(Buffer.concat([head, rows]));
    return inspection.kind === 'csv' ? inspection.decisions.find(({ topic }) => topic === 'delimiter') : undefined;
  });
  expect(damaged?.evidence).toMatch(/^(\d+) of \1 sampled records have 2 cells/);
  expect(damaged).toEqual(sound);
});

it('is not misled when the memory of a chunk is used again', () => {
  const content = bytes(`id;name\n${Array.from({ length: 60_000 }, (_, at) => `${at};größer\n`).join('')}`);
  const inspector = new FileInspector({}, defaultTableLimits);
  const memory = Buffer.alloc(50_001);
  for (let at = 0; at < content.length; at += memory.length) {
    inspector.push(memory.subarray(0, content.copy(memory, 0, at)));
    memory.fill(0);
  }
  expect(inspector.finish()).toEqual(inspect(content));
});

describe('inspectHead', () => {
  it('skips the checks that need the end of the file when it inspects only a part', () => {
    const whole = bytes(`\ufeffa;b\n${'ü;1\n'.repeat(100)}`);
    const head = whole.subarray(0, 9 + 5 * 3 + 1);
    expect(inspectHead(head, false, {}, defaultTableLimits)).toMatchObject({
      kind: 'csv',
      records: 3,
      dialect: { delimiter: ';', encoding: 'utf-8', encodingCertainty: 'bom' },
    });
    expect(inspectHead(bytes('a,"b'), false, {}, defaultTableLimits)).toMatchObject({ records: 0 });
    expect(inspectHead(whole, true, {}, defaultTableLimits)).toMatchObject({ records: 100 });
    expect(() => inspectHead(Buffer.alloc(0), true, {}, defaultTableLimits)).toThrow(/empty/);
    expect(inspectHead(bytes('ü').subarray(0, 1), false, {}, defaultTableLimits)).toMatchObject({ records: 0 });
  });
});
