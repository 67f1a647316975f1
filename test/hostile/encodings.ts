import { readFile } from 'node:fs/promises';
import { encode } from '../../apps/worker/src/tabular/test/encode.ts';
import { completed, csv, type HostileCase, latin1, refused, utf8, utf16be, utf16le } from './case.ts';

/** A file of `test/fixtures/cases`. */
const fixture = (name: string) => () => readFile(new URL(`../fixtures/cases/${name}.csv`, import.meta.url));
const BOM = '\ufeff';
const text = 'identifier,name\nA1,Zoë Müller\n';
const written = completed({ A1: 'Zoë Müller' });

/** Text in several encodings, and bytes that are not text. */
export const encodingCases: readonly HostileCase[] = [
  csv('UTF-8', text, written),
  csv('UTF-8 with a byte-order mark', BOM + text, written),
  { name: 'UTF-16 LE with a byte-order mark', file: utf16le(BOM + text), outcome: written },
  { name: 'UTF-16 BE with a byte-order mark', file: utf16be(BOM + text), outcome: written },
  { name: 'UTF-16 LE without one', file: utf16le(text), outcome: written },
  { name: 'UTF-16 BE without one', file: utf16be(text), outcome: written },
  { name: 'Windows-1252', file: latin1(text), outcome: written },
  {
    name: 'Windows-1252 punctuation that Latin-1 lacks',
    file: Buffer.concat([utf8('identifier,name\nA1,'), Buffer.from([0x80, 0x93, 0x94]), utf8('\n')]),
    outcome: completed({ A1: '€“”' }),
  },
  {
    name: 'an encoding that the caller fixes wrongly',
    file: latin1(text),
    options: { encoding: 'utf-8' },
    outcome: refused('FILE_ENCODING_INVALID'),
  },
  {
    name: 'an encoding that the caller fixes rightly',
    file: latin1(text),
    options: { encoding: 'windows-1252' },
    outcome: written,
  },
  {
    name: 'a NUL byte in the middle',
    file: utf8('identifier,name\nA1,a\0b\n'),
    outcome: refused('FILE_NOT_A_TABLE'),
  },
  {
    name: 'a PNG renamed to .csv',
    file: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    outcome: refused('FILE_NOT_A_TABLE', 'PNG'),
  },
  { name: 'a PDF renamed', file: utf8('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), outcome: refused('FILE_NOT_A_TABLE', 'PDF') },
  {
    name: 'only the header of a gzip',
    file: Buffer.from('1f8b0800000000000003', 'hex'),
    outcome: refused('FILE_CORRUPT', 'gzip'),
  },
  {
    name: 'an old .xls renamed',
    file: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    outcome: refused('FILE_NOT_A_TABLE'),
  },
  {
    name: 'UTF-8 with a byte of another encoding',
    file: fixture('16-mixed-utf8-latin1'),
    outcome: completed(
      {
        ...{ 'CAFE-1': 'Café Müller', 'CAFE-2': 'Crème brûlée', 'CAFE-3': 'Größe 40', 'CAFE-4': 'Łódź depot' },
        ...{ 'CAFE-5': 'Señal vial', 'CAFE-6': 'Zoë’s desk', 'CAFE-8': 'Übersicht' },
      },
      ['8:8:null:INVALID_BYTES'],
    ),
  },
  {
    name: 'two byte-order marks before quoted names',
    file: fixture('01-double-bom-quoted-header'),
    outcome: completed({ 'LATHE-0101': 'Turning lathe', 'LATHE-0102': 'Spare chuck' }),
  },
  {
    name: 'Shift_JIS, with trail bytes that are ASCII',
    file: encode('identifier,name\nA1,表示ソフト\nA2,能力と可能性\nA3,冷蔵庫の修理\n', 'shift_jis'),
    outcome: completed({ A1: '表示ソフト', A2: '能力と可能性', A3: '冷蔵庫の修理' }),
  },
  {
    name: 'Shift_JIS with a delimiter that is also a trail byte',
    file: encode('identifier|name\nA1|表ポ\nA2|ーム\n', 'shift_jis'),
    options: { encoding: 'sjis', delimiter: '|' },
    outcome: completed({ A1: '表ポ', A2: 'ーム' }),
  },
  {
    name: 'Cyrillic in KOI8-R',
    file: encode('identifier,name\nA1,Насос\nA2,Холодильник новый\n', 'koi8-r'),
    outcome: completed({ A1: 'Насос', A2: 'Холодильник новый' }),
  },
  {
    name: 'Chinese in GB18030 by one of its labels',
    file: encode('identifier,name\nA1,冰箱\n', 'gb18030'),
    options: { encoding: 'GB2312' },
    outcome: completed({ A1: '冰箱' }),
  },
  { name: 'only a byte-order mark', file: utf8(BOM), outcome: refused('FILE_EMPTY') },
  csv('emoji, with a family of four', 'identifier,name\nA1,👨‍👩‍👧‍👦 home\n', completed({ A1: '👨‍👩‍👧‍👦 home' })),
  csv(
    'right-to-left text',
    'identifier,name\nA1,مضخة التبريد\nA2,משאבה\n',
    completed({ A1: 'مضخة التبريد', A2: 'משאבה' }),
  ),
  csv(
    'composed and decomposed letters are the same key',
    'identifier,name\ncafé,a\ncafe\u0301,b\n',
    completed({ café: 'a' }, ['3:3:identifier:DUPLICATE_IN_FILE']),
  ),
  csv(
    '255 emoji fit in 255 characters',
    `identifier,name\nA1,${'👍'.repeat(255)}\n`,
    completed({ A1: '👍'.repeat(255) }),
  ),
  csv('256 do not', `identifier,name\nA1,${'👍'.repeat(256)}\n`, completed({}, ['2:2:name:TOO_LONG'])),
];
