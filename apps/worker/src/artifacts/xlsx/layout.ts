import type { Workbook, Worksheet } from 'exceljs';
import yauzl from 'yauzl';
import type { StyleIds } from './cell-writer.ts';
import type { PlannedSheet, TablePart } from './sheet-plan.ts';
import { columnName, type SheetFrame } from './sheet-writer.ts';
import { cellStyleNames, cellStyles } from './styles.ts';
import { addSummary } from './summary-sheet.ts';

/** The layout by exceljs: the finished parts, and frames for the tables. */
export interface Layout {
  /** In write order. */
  readonly parts: readonly { readonly name: string; readonly content: Buffer | TablePart }[];
  readonly frameOf: (part: TablePart) => SheetFrame;
  readonly styles: StyleIds;
}

/** Creates the layout of a workbook with these sheets, without the tables' rows. */
export async function layOut(created: Date, sheets: readonly PlannedSheet[]): Promise<Layout> {
  // Loaded on demand: it is large, and imports do not need it.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Sluice';
  workbook.lastModifiedBy = 'Sluice';
  workbook.created = created;
  workbook.modified = created;
  const tables = new Map<string, TablePart>();
  for (const planned of sheets) {
    if (planned.kind === 'summary') addSummary(workbook, planned, sheets);
    else for (const part of planned.parts) tables.set(partName(addTable(workbook, part)), part);
  }
  const files = await unzip(Buffer.from(await workbook.xlsx.writeBuffer()));
  const frames = new Map<TablePart, SheetFrame>();
  let styles: StyleIds | undefined;
  for (const [name, part] of tables) {
    const xml = (files.get(name) as Buffer).toString();
    styles ??= styleIdsOf(xml);
    frames.set(part, frameOf(xml, part));
  }
  return {
    parts: [...files].map(([name, content]) => ({ name, content: tables.get(name) ?? content })),
    frameOf: (part) => frames.get(part) as SheetFrame,
    styles: styles ?? (Object.fromEntries(cellStyleNames.map((name) => [name, 0])) as StyleIds),
  };
}

const partName = ({ id }: Worksheet): string => `xl/worksheets/sheet${id}.xml`;

/** A sheet without rows, except for one that shows the number assigned to each style. */
function addTable(workbook: Workbook, part: TablePart): Worksheet {
  const { sheet, name, note } = part;
  const worksheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1, activeCell: 'A2', showGridLines: true }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    properties: { tabColor: { argb: note === undefined ? 'FF8EA9DB' : 'FFFFC000' } },
  });
  if (sheet.columns.length > 0) worksheet.autoFilter = rangeOf(part);
  for (const [at, style] of cellStyleNames.entries()) {
    const cell = worksheet.getCell(1, at + 1);
    cell.value = 0;
    cell.style = cellStyles[style];
  }
  return worksheet;
}

const rangeOf = ({ sheet, rows }: TablePart): string => `A1:${columnName(sheet.columns.length - 1)}${rows + 1}`;

function styleIdsOf(xml: string): StyleIds {
  const ids = [...xml.matchAll(/<c r="[A-Z]+1"(?: s="(\d+)")?/g)].map(([, id = '0']) => Number(id));
  if (ids.length !== cellStyleNames.length) throw new Error('exceljs wrote a sheet with an unexpected structure');
  return Object.fromEntries(cellStyleNames.map((name, at) => [name, ids[at]])) as StyleIds;
}

function frameOf(xml: string, part: TablePart): SheetFrame {
  const start = xml.indexOf('<sheetData>');
  const end = xml.indexOf('</sheetData>');
  if (start === -1 || end === -1) throw new Error('exceljs wrote a sheet with an unexpected structure');
  const used = part.sheet.columns.length === 0 ? 'A1' : rangeOf(part);
  return {
    head: xml.slice(0, start).replace(/<dimension [^<>]*\/>/, `<dimension ref="${used}"/>`),
    tail: xml.slice(end + '</sheetData>'.length),
  };
}

/** The files of a small archive. Folder entries, which a workbook does not need, are dropped. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return files;
}
