import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly data: Buffer | string;
  /** False values for the directory. */
  readonly claimedSize?: number;
  readonly claimedPackedSize?: number;
  readonly claimedCrc?: number;
  readonly encrypted?: boolean;
  /** 0 for uncompressed data; 8, deflate, by default. Data of any other method is deflated as well. */
  readonly method?: number;
  /** Points this directory entry at the data of an earlier part. */
  readonly sameDataAs?: string;
}

/** A hand-made zip archive, so that its directory can be false. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets = new Map<string, number>();
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const packed = part.method === 0 ? data : deflateRawSync(data);
    const name = Buffer.from(part.name);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(part.encrypted ? 1 : 0, 8);
    entry.writeUInt16LE(part.method ?? 8, 10);
    entry.writeUInt32LE(part.claimedCrc ?? crc32(data), 16);
    entry.writeUInt32LE(part.claimedPackedSize ?? packed.length, 20);
    entry.writeUInt32LE(part.claimedSize ?? data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offsets.get(part.sameDataAs ?? '') ?? offset, 42);
    directory.push(Buffer.concat([entry, name]));
    if (part.sameDataAs !== undefined) continue;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    entry.copy(local, 4, 6, 30);
    offsets.set(part.name, offset);
    bodies.push(local, name, packed);
    offset += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

export interface XlsxParts {
  /** The contents of `<sheetData>`, or a whole part if it starts with `<?xml`. */
  readonly sheet: string;
  /** The `<si>` elements. */
  readonly strings?: string;
  /** Number format of each cell style: a built-in number or a code. */
  readonly formats?: readonly (number | string)[];
  readonly date1904?: boolean;
  readonly extra?: readonly ZipPart[];
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function stylesPart(formats: readonly (number | string)[]): string {
  const codes = formats.map((format, index) =>
    typeof format === 'string' ? `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(format)}"/>` : '',
  );
  const styles = formats.map(
    (format, index) => `<xf numFmtId="${typeof format === 'string' ? 200 + index : format}"/>`,
  );
  return (
    `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
    `<cellXfs>${styles.join('')}</cellXfs></styleSheet>`
  );
}

/** The parts of the smallest workbook: one sheet named `Data`. */
export function xlsxParts({ sheet, strings = '', formats = [], date1904 = false, extra = [] }: XlsxParts): ZipPart[] {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
  const rels = (...all: string[]): string => `<?xml version="1.0"?><Relationships>${all.join('')}</Relationships>`;
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: rels(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      data:
        `<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr date1904="${date1904 ? 1 : 0}"/>` +
        '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: rels(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
        relation('rId2', 'sharedStrings', 'sharedStrings.xml'),
        relation('rId3', 'styles', 'styles.xml'),
      ),
    },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${main}">${strings}</sst>` },
    { name: 'xl/styles.xml', data: stylesPart(formats) },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: sheet.startsWith('<?xml')
        ? sheet
        : `<?xml version="1.0"?><worksheet xmlns="${main}"><cols><col min="1"/></cols><sheetData>${sheet}</sheetData></worksheet>`,
    },
    ...extra,
  ];
}

export const makeXlsx = (parts: XlsxParts): Buffer => makeZip(xlsxParts(parts));

/** Escapes like Excel: text that looks like an escape sequence is escaped too. */
const escapeText = (text: string): string => escapeXml(text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'));

/** A row of inline strings. */
export const textRow = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((cell, at) => `<c r="${String.fromCharCode(65 + at)}${row}" t="inlineStr"><is><t>${escapeText(cell)}</t></is></c>`).join('')}</row>`;
