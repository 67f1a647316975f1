import { expect, it } from 'vitest';
import { columnType } from './column-type.ts';

it.each([
  ['decimal(12,2) unsigned', { base: 'decimal', family: 'decimal', unsigned: true, sizes: [12, 2] }],
  ['tinyint(1)', { base: 'tinyint', family: 'integer', unsigned: false, sizes: [1] }],
  ['int unsigned zerofill', { base: 'int', family: 'integer', unsigned: true, sizes: [] }],
  ['timestamp(3)', { base: 'timestamp', family: 'datetime', sizes: [3] }],
  ['varchar(190)', { base: 'varchar', family: 'text', sizes: [190] }],
  ['longblob', { base: 'longblob', family: 'bytes' }],
  ['point', { base: 'point', family: 'other' }],
  ['bit(3)', { base: 'bit', family: 'other' }],
])('reads the type %s', (text, parts) => expect(columnType(text)).toMatchObject({ members: [], ...parts }));

it('reads the members of an enum with quotes, commas, brackets and backslashes in them', () => {
  const { family, unsigned, members } = columnType("enum('S','it''s',',','(x) unsigned','','a\\\\b')");
  expect({ family, unsigned }).toEqual({ family: 'member', unsigned: false });
  expect(members).toEqual(['S', "it's", ',', '(x) unsigned', '', 'a\\b']);
});
