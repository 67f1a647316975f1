import { completed, csv, type HostileCase, latin1, refused, utf8, utf16be, utf16le } from './case.ts';

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
    name: 'a gzip renamed',
    file: Buffer.from('1f8b0800000000000003', 'hex'),
    outcome: refused('FILE_NOT_A_TABLE', 'gzip'),
  },
  {
    name: 'an old .xls renamed',
    file: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    outcome: refused('FILE_NOT_A_TABLE'),
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
