import { posix } from 'node:path';
import { AppError, quotedNames } from '@sluice/core';
import { workbookCorrupt } from '../refusals.ts';
import { notATable } from '../signature.ts';
import type { TableLimits } from '../types.ts';
import { Archive, MAX_SMALL_PART_BYTES } from './archive.ts';
import { attributesOf, XmlScanner } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly date1904: boolean;
  /** Parts of the archive, if the workbook has them. */
  readonly sharedStrings?: string;
  readonly styles?: string;
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** Reads a small part and calls `open` for every tag with its attributes. */
async function eachTag(
  archive: Archive,
  part: string,
  open: (name: string, attributes: Map<string, string>) => void,
): Promise<void> {
  const ignore = (): void => {};
  const scanner = new XmlScanner({ open: (name, text) => open(name, attributesOf(text)), close: ignore, text: ignore });
  for await (const text of archive.read(part, undefined, MAX_SMALL_PART_BYTES)) scanner.push(text);
  scanner.finish();
}

/** The relations of a part by id; targets are relative to the part's folder, or absolute. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const found = new Map<string, Relation>();
  const rels = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(rels)) return found;
  await eachTag(archive, rels, (name, attributes) => {
    if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
    const target = attributes.get('Target') ?? '';
    // The last word of the type is the same in the transitional and strict dialects.
    const type = posix.basename(attributes.get('Type') ?? '');
    found.set(attributes.get('Id') ?? '', {
      type,
      part: posix.join('/', target.startsWith('/') ? '' : folder, target).slice(1),
    });
  });
  return found;
}

/** Reads the workbook's own parts. Throws FILE_NOT_A_TABLE for other archives, or FILE_CORRUPT. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = [...(await relationsOf(archive, '')).values()].find(({ type }) => type === 'officeDocument');
  const part = root?.part ?? 'xl/workbook.xml';
  if (part !== 'xl/workbook.xml' || !archive.has(part)) refuseOtherArchives(archive);
  if (!archive.has(part))
    throw notATable('This is a zip archive, not a workbook. Unpack it and send the table inside.');
  const relations = await relationsOf(archive, part);
  const sheets: Sheet[] = [];
  let date1904 = false;
  await eachTag(archive, part, (name, attributes) => {
    if (name === 'workbookPr') date1904 = /^(1|true|on)$/.test(attributes.get('date1904') ?? '');
    if (name !== 'sheet') return;
    const id = [...attributes].find(([key]) => key.endsWith(':id'))?.[1];
    const relation = relations.get(id ?? '');
    // Chart and dialog sheets have no cells.
    if (relation?.type !== 'worksheet') return;
    const hidden = (attributes.get('state') ?? 'visible') !== 'visible';
    sheets.push({ name: attributes.get('name') ?? '', part: relation.part, hidden });
  });
  if (sheets.length === 0) throw workbookCorrupt('it has no worksheets');
  const byType = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.part;
  const sharedStrings = byType('sharedStrings');
  const styles = byType('styles');
  return {
    sheets,
    date1904,
    ...(sharedStrings !== undefined && archive.has(sharedStrings) ? { sharedStrings } : {}),
    ...(styles !== undefined && archive.has(styles) ? { styles } : {}),
  };
}

/** The sheet with this name, case-insensitive; without a name the first visible one. Throws SHEET_NOT_FOUND. */
export function chooseSheet({ sheets }: Workbook, wanted: string | undefined): Sheet {
  const fold = (name: string): string => name.trim().toLowerCase();
  const found =
    wanted === undefined
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : (sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => fold(name) === fold(wanted)));
  if (found !== undefined) return found;
  const names = quotedNames(sheets.map(({ name }) => name));
  throw new AppError('SHEET_NOT_FOUND', `The workbook has no sheet ${quotedNames([wanted ?? ''])}. It has: ${names}.`, {
    fields: [
      {
        field: 'sheet',
        code: 'SHEET_NOT_FOUND',
        message: `expected one of ${names}, received ${quotedNames([wanted ?? ''])}`,
      },
    ],
  });
}

/** Other programs' documents are zip archives with a different main part. */
const otherDocuments: Record<string, string> = {
  'xl/workbook.bin': 'a binary Excel workbook (.xlsb)',
  'word/document.xml': 'a Word document',
  'ppt/presentation.xml': 'a PowerPoint presentation',
  'content.xml': 'an OpenDocument file',
  'Index/Document.iwa': 'a Numbers or Pages document',
};

function refuseOtherArchives(archive: Archive): void {
  const part = Object.keys(otherDocuments).find((name) => archive.has(name));
  if (part === undefined) return;
  throw notATable(`This looks like ${otherDocuments[part]}. Save the table as XLSX or CSV and send that.`);
}

/**
 * Checks that a file is a workbook within the limits, without reading its sheets.
 * @throws AppError FILE_NOT_A_TABLE, FILE_CORRUPT, XLSX_TOO_LARGE
 */
export async function checkWorkbook(path: string, limits: TableLimits): Promise<void> {
  const archive = await Archive.open(path, limits.xlsx);
  try {
    await readWorkbook(archive);
  } finally {
    archive.close();
  }
}
