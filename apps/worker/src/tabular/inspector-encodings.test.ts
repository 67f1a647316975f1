import { describe, expect, it } from 'vitest';
import { defaultTableLimits, inspectBytes, openCsv } from './index.ts';
import { encode } from './test/encode.ts';
import { bytes, found, refusal, utf16be } from './test/inspect.ts';
import { readTable, withFile } from './test/read-table.ts';

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
