import { posix } from 'node:path';
import { workbookCorrupt } from '../refusals.ts';
import { notATable } from '../signature.ts';
import type { TableLimits } from '../types.ts';
import { Archive, MAX_SMALL_PART_BYTES } from './archive.ts';
import type { DateSystem } from './dates.ts';
import { XmlScanner } from './xml.ts';
import { attributesOf } from './xml-text.ts';

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly dateSystem: DateSystem;
  /** Programs disagree about the date system. */
  readonly dateSystemUnclear: boolean;
  /** Whether spreadsheet programs must calculate all formulas again: their stored results are out of date. */
  readonly stale: boolean;
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
  open: (name: string, attributes: Map<string, string>, namespaceOf: (prefix: string) => string) => void,
): Promise<void> {
  const ignore = (): void => {};
  const namespaceOf = (prefix: string): string => scanner.namespaceOf(prefix);
  const scanner = new XmlScanner({
    open: (name, text) => open(name, attributesOf(text), namespaceOf),
    close: ignore,
    text: ignore,
  });
  for await (const text of archive.read(part, undefined, MAX_SMALL_PART_BYTES)) scanner.push(text);
  scanner.finish();
}

/** A target as the name of a part: relative to the folder, or absolute; some writers use backslashes. */
function resolveTarget(archive: Archive, folder: string, target: string): string {
  const path = decoded(target.replaceAll('\\', '/'));
  const part = posix.join('/', path.startsWith('/') ? '' : folder, path).slice(1);
  // Some writers omit the slash of an absolute target.
  return !archive.has(part) && archive.has(path) ? path : part;
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** The relations of a part by id. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const found = new Map<string, Relation>();
  const rels = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(rels)) return found;
  await eachTag(archive, rels, (name, attributes) => {
    if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
    // The last word of the type is the same in the transitional and strict dialects.
    const type = posix.basename(attributes.get('Type') ?? '');
    const part = resolveTarget(archive, folder, attributes.get('Target') ?? '');
    found.set(attributes.get('Id') ?? '', { type, part });
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
  let dates = dateSystemOf(new Map(), false);
  let strict = false;
  let stale = false;
  await eachTag(archive, part, (name, attributes, namespaceOf) => {
    if (name === 'workbook') strict = isStrict(attributes);
    if (name === 'workbookPr') dates = dateSystemOf(attributes, strict);
    if (name === 'calcPr') stale = isTrue(attributes.get('fullCalcOnLoad'));
    if (name !== 'sheet') return;
    const relation = relations.get(relationId(attributes, namespaceOf) ?? '');
    // Chart and dialog sheets have no cells.
    if (relation?.type !== 'worksheet') return;
    const hidden = (attributes.get('state') ?? 'visible') !== 'visible';
    sheets.push({ name: attributes.get('name') ?? '', part: relation.part, hidden });
  });
  if (sheets.length === 0) throw workbookCorrupt('it has no worksheets');
  const byType = (type: string): string | undefined => {
    const related = [...relations.values()].find((relation) => relation.type === type)?.part;
    return [related, posix.join(posix.dirname(part), `${type}.xml`)].find((name) => name && archive.has(name));
  };
  const sharedStrings = byType('sharedStrings');
  const styles = byType('styles');
  return { sheets, ...dates, stale, ...(sharedStrings && { sharedStrings }), ...(styles && { styles }) };
}

const isStrict = (attributes: Map<string, string>): boolean =>
  attributes.get('conformance') === 'strict' ||
  [...attributes].some(([name, uri]) => name.startsWith('xmlns') && uri.startsWith('http://purl.oclc.org/ooxml/'));

/**
 * The date system of a `workbookPr` (ECMA-376 part 1, 18.17.4.1). `date1904` counts also without `dateCompatibility`, because
 * LibreOffice writes both. Only for strict workbooks does the standard want it ignored, which not all programs do.
 */
function dateSystemOf(
  attributes: Map<string, string>,
  strict: boolean,
): Pick<Workbook, 'dateSystem' | 'dateSystemUnclear'> {
  const compatible = !/^(0|false|off)$/i.test(attributes.get('dateCompatibility') ?? '');
  if (isTrue(attributes.get('date1904'))) return { dateSystem: '1904', dateSystemUnclear: strict && !compatible };
  return { dateSystem: compatible ? '1900' : 'ISO', dateSystemUnclear: false };
}

/** A boolean attribute. */
export const isTrue = (value: string | undefined): boolean => /^(1|true|on)$/i.test(value ?? '');

/** The attribute `id` in the namespace of relationships, which has another URI in strict files. */
function relationId(attributes: Map<string, string>, namespaceOf: (prefix: string) => string): string | undefined {
  const ids = [...attributes].filter(([name]) => name.endsWith(':id'));
  const known = ids.find(([name]) => namespaceOf(name.slice(0, -3)).endsWith('/relationships'));
  return (known ?? ids[0])?.[1];
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
