import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadText, openTestEngine, type TestEngine, type TestLoad } from '../test/with-engine.ts';

let opened: TestEngine | undefined;
beforeAll(async () => {
  opened = await openTestEngine();
});
afterAll(() => opened?.close());

let tables = 0;
/** A letter for each table, because names have only letters. */
const nextName = (): string => `t_${'abcdefghijklmnopqrstuvwxyz'[tables++]}`;

/** The mark of each column, the file's decision, and `column count rows` of each doubt. */
async function marksOf(text: string, options: TestLoad = {}) {
  const { columns, decisions, warnings, dialect } = await loadText(opened as TestEngine, text, {
    table: nextName(),
    ...options,
  });
  return {
    marks: columns.map(({ decimal }) => decimal).join(' '),
    decision: decisions.find(({ topic }) => topic === 'decimal_mark'),
    comma: dialect.decimalComma,
    doubts: warnings
      .filter(({ code }) => code === 'DECIMAL_MARK_DOUBTFUL')
      .map(({ column, count, rows }) => `${column} ${count} ${rows?.join()}`),
  };
}

const column = (...cells: string[]): string => `id;kg\n${cells.map((cell, at) => `${at};${cell}\n`).join('')}`;

describe('the decimal mark', () => {
  test('is doubtful if every number could be either, and is taken for the decimal mark', async () => {
    const found = await marksOf(column('1,125', '2,250', '10,500'));
    expect(found).toMatchObject({ marks: '. ,', comma: true, doubts: ['kg 3 2,3,4'] });
    expect(found.decision).toMatchObject({ value: ',', given: false, confidence: 0.5, alternatives: ['.'] });
    expect(await marksOf(column('1.125', '2.250'))).toMatchObject({ marks: '. .', doubts: ['kg 2 2,3'] });
  });

  test('is decided by a number after thousands that could be either', async () => {
    const found = await marksOf(column(...Array.from({ length: 3_000 }, () => '10,500'), '1,5'));
    expect(found).toMatchObject({ marks: ', ,', doubts: [] });
    const point = await marksOf(column(...Array.from({ length: 3_000 }, () => '10.500'), '1.234.567'));
    expect(point).toMatchObject({ marks: ', ,', doubts: [] });
  });

  test.each([
    ['0,500', ','],
    ['1234,500', ','],
    ['1.234,500', ','],
    ['-1,25', ','],
    [',5', ','],
    ['1,234,567', '.'],
    ['1,234.5', '.'],
    ['0.500', '.'],
  ])('is proven by %s', async (cell, mark) => {
    expect(await marksOf(column('10,500', cell))).toMatchObject({ marks: `${mark} ${mark}`, doubts: [] });
  });

  test('is decided by other columns where a column shows nothing', async () => {
    const text = 'a;b;c\n10,500;1,5;0.25\n2,250;2,75;7\n';
    expect(await marksOf(text)).toMatchObject({ marks: ', , .', comma: true, doubts: [] });
  });

  test('is decided for each of many columns as for each of few', async () => {
    const cells = ['10,500;1,5;0.25;1,5', '2,250;2,75;7;2,5', '3,125;x;8;3.5'];
    const few = await marksOf(`a;b;c;d\n${cells.join('\n')}\n`);
    expect(few).toMatchObject({ marks: ', , . ,', comma: true, doubts: ['d 1 4'] });
    const times = (row: string): string => Array(10).fill(row).join(';');
    const header = Array.from({ length: 10 }, (_, at) =>
      ['a', 'b', 'c', 'd'].map((name) => name.repeat(at + 1)).join(';'),
    );
    const many = await marksOf(`${header.join(';')}\n${cells.map(times).join('\n')}\n`);
    expect(many).toMatchObject({ marks: Array(10).fill(few.marks).join(' '), comma: true });
    expect(many.doubts).toEqual(Array.from({ length: 10 }, (_, at) => `${'d'.repeat(at + 1)} 1 4`));
  });

  test('is doubtful in a column with both', async () => {
    expect(await marksOf(column('1,5', '2,5', '3.5'))).toMatchObject({ marks: ', ,', doubts: ['kg 1 4'] });
  });

  test('is a point in a file with commas between cells, where a comma separates thousands', async () => {
    const found = await marksOf('id,kg\n1,"1,125"\n2,"10,500"\n');
    expect(found).toMatchObject({ marks: '. .', comma: false, doubts: [] });
    expect(await marksOf('id,name\n1,"Smith, John"\n2,x\n')).toMatchObject({ decision: { value: '.', confidence: 1 } });
  });

  test('is what the caller says', async () => {
    const found = await marksOf(column('1,125'), { decimalMark: '.' });
    expect(found).toMatchObject({ marks: '. .', comma: false, doubts: [], decision: { given: true, value: '.' } });
  });
});
