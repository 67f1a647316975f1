import { expect, it } from 'vitest';
import { blocksOf, inlinesOf } from './markdown.ts';

const plain = (text: string) => ({ text, isBold: false });

it('reads paragraphs and lists', () => {
  expect(blocksOf('15 rows.\nOf 3 columns.\n\nFound:\n\n- one\n- **two**\n\n- three')).toEqual([
    { kind: 'paragraph', text: [plain('15 rows.'), plain(' '), plain('Of 3 columns.')] },
    { kind: 'paragraph', text: [plain('Found:')] },
    { kind: 'list', items: [[plain('one')], [{ text: 'two', isBold: true }]] },
    { kind: 'list', items: [[plain('three')]] },
  ]);
});

it('marks bold text and nothing else', () => {
  expect(inlinesOf('**Grade A** (97%) of 2 ** 3')).toEqual([
    { text: 'Grade A', isBold: true },
    plain(' (97%) of 2 ** 3'),
  ]);
  expect(inlinesOf('<b>x</b> [a](javascript:alert(1)) `c`')).toEqual([plain('<b>x</b> [a](javascript:alert(1)) `c`')]);
});
