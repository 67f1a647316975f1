import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Dialect, defaultTableLimits, FileInspector, inspectBytes, inspectHead, openCsv } from './index.ts';
import { encode } from './test/encode.ts';
import { inspect, type ReadOptions, readTable, withFile } from './test/read-table.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** The dialect and the codes of the warnings, after checking that small chunks and a single one give the same. */
function found(content: Buffer, options: ReadOptions = {}): Partial<Dialect> & { warnings: string[]; records: number } {
  const small = inspect(content, { ...options, chunkBytes: 3 });
  expect(small).toEqual(inspect(content, options));
  if (small.kind !== 'csv') throw new Error('not a CSV');
  return { ...small.dialect, warnings: small.warnings.map(({ code }) => code), records: small.records };
}

const refusal = (content: Buffer, options: ReadOptions = {}) => {
  try {
    return inspect(content, options);
  } catch (error) {
    const { code, message, context } = error as { code: string; message: string; context: Record<string, unknown> };
    return { code, message, context };
  }
};

describe('encoding', () => {
  const text = 'näme,x\n€ 漢,1\n';

  it('follows a byte-order mark and never includes it in the first name', () => {
    for (const [encoding, content] of [
      ['utf-8', bytes(`\ufeff${text}`)],
      ['utf-16le', bytes(`\ufeff${text}`, 'utf16le')],
      ['utf-16be', utf16be(`\ufeff${text}`)],
    ] as const) {
      expect(found(content)).toMatchObject({ encoding, encodingCertainty: 'bom', bom: true, records: 1, warnings: [] });
      expect(readTable(content)).toMatchObject({ header: ['näme', 'x'], records: [{ cells: ['€ 漢', '1'] }] });
    }
  });

  it('recognizes UTF-8 without a byte-order mark, with characters split at any position', () => {
    const content = bytes(`${text}${'😀,ü\n'.repeat(50)}`);
    expect(found(content)).toMatchObject({ encoding: 'utf-8', encodingCertainty: 'valid', bom: false, records: 51 });
    expect(readTable(content, { blockBytes: 65 }).records.at(-1)?.cells).toEqual(['😀', 'ü']);
  });

  it('recognizes UTF-16 without a byte-order mark by its zero bytes', () => {
    for (const [encoding, content] of [
      ['utf-16le', bytes(text, 'utf16le')],
      ['utf-16be', utf16be(text)],
    ] as const) {
      expect(found(content)).toMatchObject({ encoding, encodingCertainty: 'valid', bom: false, records: 1 });
      expect(readTable(content, { blockBytes: 65 })).toMatchObject({ header: ['näme', 'x'] });
    }
  });

  it('recognizes UTF-16 in a non-Latin script without a byte-order mark', () => {
    const cyrillic = 'имя;цена\nнасос;1\nкран;2\n';
    const japanese = '名前,備考\n山田太郎,東京都千代田区丸の内\n';
    expect(found(bytes(cyrillic, 'utf16le'))).toMatchObject({ encoding: 'utf-16le', delimiter: ';', records: 2 });
    expect(found(utf16be(japanese))).toMatchObject({ encoding: 'utf-16be', delimiter: ',', records: 1 });
  });

  it('assumes Windows-1252 for other encodings, with a warning', () => {
    const content = Buffer.from([
      ...bytes('name,price\nCaf'),
      0xe9,
      ...bytes(' '),
      0x93,
      ...bytes('x'),
      0x94,
      0x2c,
      0x80,
      10,
    ]);
    expect(found(content)).toMatchObject({
      encoding: 'windows-1252',
      encodingCertainty: 'assumed',
      warnings: ['ENCODING_ASSUMED'],
    });
    expect(readTable(content).records[0]?.cells).toEqual(['Café “x”', '€']);
    expect(readTable(content).warnings[0]?.message).toBe(
      'The encoding is doubtful: the byte at offset 14 is not valid UTF-8, so the file is read as Windows-1252. ' +
        'Set the encoding if it is a different one.',
    );
  });

  it('keeps reading UTF-8 that has a few invalid bytes, and says so', () => {
    const content = Buffer.concat([bytes('näme\nü\n'), Buffer.from([0xff, 10])]);
    const { records, warnings, dialect } = readTable(content);
    expect(dialect).toMatchObject({ encoding: 'utf-8', encodingCertainty: 'valid' });
    expect(records.map(({ cells, fault }) => [cells[0], fault])).toEqual([
      ['ü', undefined],
      ['\ufffd', 'INVALID_BYTES'],
    ]);
    expect(warnings[0]).toMatchObject({
      code: 'INVALID_BYTES',
      count: 1,
      message: expect.stringContaining('offset 9'),
    });
    const more = Buffer.concat([bytes('näme\nü\n'), Buffer.from([0xff, 0xe9, 0xe8, 10])]);
    expect(readTable(more).warnings[0]?.message).toMatch(/offset 9 .*may be damaged UTF-8/);
    expect(readTable(bytes('a\né').subarray(0, 3)).warnings[0]?.message).toMatch(/offset 2 /);
  });

  it('uses the encoding that the caller sets', () => {
    const content = Buffer.from([...bytes('a\n'), 0xe9, 10]);
    expect(found(content, { encoding: 'windows-1252' })).toMatchObject({ encodingCertainty: 'given', warnings: [] });
    expect(found(bytes('a\n1\n', 'utf16le'), { encoding: 'utf-16le' })).toMatchObject({ encodingCertainty: 'given' });
  });

  it.each([
    ['UTF-8, an odd byte', Buffer.concat([bytes('a\nü'), Buffer.from([0xfc, 10])]), 'utf-8', 4],
    ['UTF-8, an overlong form', Buffer.from([97, 10, 0xc0, 0xaf, 10]), 'utf-8', 2],
    ['UTF-8, half a character at the end', bytes('a\n😀').subarray(0, 5), 'utf-8', 2],
    ['UTF-8, a UTF-16 mark', bytes('\ufeffa', 'utf16le'), 'utf-8', 0],
    ['UTF-16, half a surrogate pair', bytes('a\n\ud83dx', 'utf16le'), 'utf-16le', 4],
    ['UTF-16, half a pair at the end', bytes('a\n\ud83d', 'utf16le'), 'utf-16le', 4],
    ['UTF-16, an odd number of bytes', bytes('a\n1\nx', 'utf16le').subarray(0, 9), 'utf-16le', 8],
    ['UTF-16, the other mark', utf16be('\ufeffa\n'), 'utf-16le', 0],
  ] as const)('rejects bytes that are invalid in the given encoding: %s', (_, content, encoding, offset) => {
    for (const chunkBytes of [1, 3, 100]) {
      expect(refusal(content, { encoding, chunkBytes })).toMatchObject({
        code: 'FILE_ENCODING_INVALID',
        message: expect.stringContaining(`byte at offset ${offset} `),
        context: { offset },
      });
    }
  });

  it('reports the rows with bytes that contradict the byte-order mark', () => {
    const content = Buffer.concat([
      bytes('\ufeffa,b\n'.repeat(1)),
      Buffer.alloc(100_000, 'x'),
      Buffer.from([0xff, 10]),
    ]);
    const { records, warnings } = readTable(content);
    expect(records).toMatchObject([{ row: 2, fault: 'INVALID_BYTES' }]);
    expect(warnings[0]?.message).toContain('the first at offset 100007');
  });
});

describe('an encoding that only the rest of the file shows', () => {
  const ascii = `id|name\n${'1|plain text\n'.repeat(25_000)}`;

  it('is detected from the lines that have it', () => {
    const russian = encode('2|Холодильник, Москва\n3|Насос\n', 'windows-1251');
    const read = readTable(Buffer.concat([bytes(ascii), russian]), { chunkBytes: 50_000 });
    expect(read.dialect).toMatchObject({ encoding: 'windows-1251', encodingCertainty: 'assumed' });
    expect(read.records.slice(25_000)).toMatchObject([
      { row: 25_002, line: 25_002, cells: ['2', 'Холодильник, Москва'] },
      { row: 25_003, line: 25_003, cells: ['3', 'Насос'] },
    ]);
    expect(read.warnings.map(({ code }) => code)).toEqual(['ENCODING_ASSUMED']);
  });

  it('is decoded before records are counted, because a delimiter can be part of a character', () => {
    // The second byte of these characters is a vertical bar.
    const japanese = encode('2|表ポ冷蔵庫の修理\n3|ゼーム・ポンプの点検\n', 'shift_jis');
    const read = readTable(Buffer.concat([bytes(ascii), japanese]), { delimiter: '|', chunkBytes: 50_000 });
    expect(read.dialect.encoding).toBe('shift_jis');
    expect(read.counted).toBe(25_002);
    expect(read.records.slice(25_000).map(({ cells, fault }) => [cells, fault])).toEqual([
      [['2', '表ポ冷蔵庫の修理'], undefined],
      [['3', 'ゼーム・ポンプの点検'], undefined],
    ]);
  });

  it('stays UTF-8 if a few bytes are not, wherever they are', () => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const lines = [
        bytes('2|Zoë'),
        Buffer.from('3|Caf\xe9', 'latin1'),
        bytes('4|"größer\nünd'),
        Buffer.from('\xfc"', 'latin1'),
      ];
      const end = lines.flatMap((line, at) => [line, bytes(at === 2 ? '' : newline)]);
      const content = Buffer.concat([bytes(ascii.replaceAll('\n', newline)), ...end]);
      const read = readTable(content, { chunkBytes: 50_001 });
      expect(read.records.slice(25_000).map(({ cells, row, fault }) => [row, fault ?? cells])).toEqual([
        [25_002, ['2', 'Zoë']],
        [25_003, 'INVALID_BYTES'],
        [25_004, 'INVALID_BYTES'],
      ]);
      expect(read.counted).toBe(25_003);
    }
  });

  it('names the byte, the line and the offset', () => {
    const content = Buffer.concat([bytes('a,b\nä,ö\nü,"é\nß'), Buffer.from([0xe2, 0x82]), bytes('x"\n')]);
    const { inspection, spooled } = inspectBytes(content, { options: {}, limits: defaultTableLimits });
    if (inspection.kind !== 'csv') throw new Error('not a CSV');
    const { dialect } = inspection;
    const [fault] = withFile(spooled, (path) => [
      ...[...openCsv({ path, dialect, limits: defaultTableLimits }).blocks()].flatMap(({ faults }) => [
        ...faults.values(),
      ]),
    ]);
    expect(fault).toEqual({
      code: 'INVALID_BYTES',
      message:
        'The byte 0xE2 at offset 2 of line 4 (counted in bytes) is not valid utf-8, and 1 more. Correct the row, or set the ' +
        'encoding if the file has a different one.',
      value: 'ü,"é\nß\\xE2\\x82x"',
    });
  });

  it('does not count byte-order marks where files were joined', () => {
    const joined = bytes('\ufeff\ufeff"a","b"\n1,2\n\ufeff"3","x\ny"\n');
    for (const chunkBytes of [1, 2, 3, 100]) {
      const read = readTable(joined, { chunkBytes, blockBytes: 64 });
      expect(read).toMatchObject({
        header: ['a', 'b'],
        counted: 2,
        records: [{ cells: ['1', '2'] }, { cells: ['3', 'x\ny'] }],
      });
      expect(read.warnings).toMatchObject([{ code: 'BOM_REMOVED', count: 2 }]);
    }
    expect(readTable('a\nx\ufeffy\n').records[0]?.cells).toEqual(['x\ufeffy']);
  });
});

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

describe('files that are not tables', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'FILE_EMPTY'],
    ['only a byte-order mark', bytes('\ufeff'), 'FILE_EMPTY'],
    ['only blank rows', bytes('\n\r\n  \n,,\n'), 'FILE_EMPTY'],
    ['only a separator line', bytes('sep=;\n'), 'FILE_EMPTY'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a PNG image'],
    ['the first bytes of a PNG', Buffer.from('89504e47', 'hex'), 'a PNG image'],
    ['the first bytes of a gzip-like archive', Buffer.from('28b52ffd', 'hex'), 'a Zstandard archive'],
    ['a control character and a byte that is not UTF-8', Buffer.from([1, 0xff]), 'binary file'],
    ['a NUL byte alone', Buffer.from([0]), 'NUL'],
    ['an Excel 4 sheet', Buffer.from('090406000000100000', 'hex'), 'an old Excel sheet (.xls)'],
    ['HTML called .xls', bytes('<html><table><tr><td>1'), 'Open it in a spreadsheet program'],
    ['an Arrow file', bytes('ARROW1\0\0'), 'an Arrow file'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'a JPEG image'],
    ['a PDF', bytes('%PDF-1.7\n1 0 obj\n'), 'a PDF document'],
    ['a 7-Zip', Buffer.from('377abcaf271c0004', 'hex'), 'a 7-Zip archive'],
    ['a tar', Buffer.concat([Buffer.from('a.csv'), Buffer.alloc(252), bytes('ustar')]), 'a tar archive'],
    ['a Parquet', bytes('PAR1abc'), 'a Parquet file'],
    ['SQLite', bytes('SQLite format 3\0abc'), 'an SQLite database'],
    ['HTML', bytes('\ufeff \n<!DOCTYPE html><table><tr><td>1'), 'an HTML page'],
    ['XML', bytes('<?xml version="1.0"?><rows/>'), 'an XML document'],
    ['JSON', bytes('[\n  {"a": 1}\n]'), 'a JSON document'],
    ['UTF-32', Buffer.from('fffe0000610000000a000000', 'hex'), 'UTF-32 text'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'an old Excel workbook (.xls)'],
    [
      'an encrypted workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), bytes('EncryptedPackage', 'utf16le')]),
      'password-protected',
    ],
    ['a NUL byte', bytes('a,b\n1,\x002\n'), 'The byte at offset 6 is NUL'],
    ['a NUL byte after the head', bytes(`a,b\n${'1,2\n'.repeat(100_000)}\0`), 'The byte at offset 400004 is NUL'],
    ['NUL in UTF-16', bytes('\ufeffa,b\n1,\0\n', 'utf16le'), 'The byte at offset 14 is NUL'],
  ])('rejects %s', (_, content, expected) => {
    const code = expected === 'FILE_EMPTY' ? expected : 'FILE_NOT_A_TABLE';
    expect(refusal(content)).toMatchObject({
      code,
      message: expected === code ? /empty/ : expect.stringContaining(expected),
    });
  });

  it('rejects random bytes, even those that could pass for UTF-16 or Windows-1252', () => {
    // A generator with a fixed seed (mulberry32), so that a failure can be repeated.
    let seed = 30;
    const random = () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) >>> 24;
    };
    const outcomes: Record<string, number> = {};
    for (const length of [96, 128, 256, 512, 1_024, 4_096]) {
      for (let round = 0; round < 50; round++) {
        const outcome = refusal(Buffer.from(Array.from({ length }, random)));
        const code = 'code' in outcome ? outcome.code : 'accepted';
        outcomes[code] = (outcomes[code] ?? 0) + 1;
      }
    }
    expect(outcomes).toEqual({ FILE_NOT_A_TABLE: 300 });
  });

  it('keeps text with a few control characters, and text in scripts that look odd byte by byte', () => {
    const kept: [string, Buffer][] = [
      ['a bell in Windows-1252', bytes('näme,x\n\x07caf\xe9,1\n', 'latin1')],
      ['vertical tabs and an end-of-file mark', bytes('n\xe4me\nA\vB\f\x1a', 'latin1')],
      ['a separator that ASCII has for it', bytes('a\x1fb\x1fc\n1\x1f2\x1f3\n')],
      ['Japanese in UTF-16', bytes('名前,備考\n山田太郎,東京都千代田区丸の内\n', 'utf16le')],
      ['emoji in UTF-16', bytes('\ufeffa,b\n😀👍,👨‍👩‍👧‍👦\n', 'utf16le')],
    ];
    for (const [name, content] of kept) expect([name, refusal(content)]).toMatchObject([name, { kind: 'csv' }]);
  });

  it('leaves every zip archive to the XLSX reader', () => {
    expect(inspect(Buffer.from('504b0304140000000800', 'hex'))).toEqual({ kind: 'xlsx', sizeBytes: 10 });
    const packed = gzipSync('a,b\n');
    expect(inspect(packed)).toEqual({ kind: 'gzip', sizeBytes: packed.length });
  });

  it('rejects too many rows as soon as it has seen them', () => {
    const inspector = new FileInspector({}, { ...defaultTableLimits, maxRows: 2 });
    expect(() => inspector.push(bytes(`a\n1\n2\n3\n${'x'.repeat(300_000)}`))).toThrow(
      expect.objectContaining({
        code: 'TOO_MANY_ROWS',
        message: 'The file has more than 2 records. Split it into smaller files.',
      }),
    );
    expect(inspect(bytes('a\n1\n2\n'), { limits: { maxRows: 2 } })).toMatchObject({ records: 2 });
    expect(refusal(bytes('a\n1\n2'), { limits: { maxRows: 1 } })).toMatchObject({ code: 'TOO_MANY_ROWS' });
    expect(refusal(bytes('1\n2'), { header: false, limits: { maxRows: 1 } })).toMatchObject({ code: 'TOO_MANY_ROWS' });
  });

  it('inspects very long cells in a short time', () => {
    const long = `a@${'.'.repeat(120_000)} `;
    expect(found(bytes(`${long},b\n${long},c\n`))).toMatchObject({ records: 1 });
  });

  it('accepts a header without rows', () => {
    expect(found(bytes('a,b\n'))).toMatchObject({ records: 0 });
    expect(readTable('a,b')).toMatchObject({ header: ['a', 'b'], records: [], counted: 0 });
  });
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
