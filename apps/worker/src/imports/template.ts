import type { Importer } from '@sluice/importers';

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** The header and one example row, with a byte-order mark and CRLF for Excel. */
export function templateCsv({ columns }: Importer): Buffer {
  const lines = csvLine(columns.map(({ name }) => name)) + csvLine(columns.map(({ example }) => example));
  return Buffer.from(`\ufeff${lines}`);
}

/** The same as a workbook, with a second sheet that explains every column. All cells are text, to keep leading zeros. */
export async function templateXlsx(importer: Importer): Promise<Buffer> {
  // Loaded on demand: it is large, and imports do not need it.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(importer.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = importer.columns.map(({ name, example }) => ({
    header: name,
    key: name,
    width: Math.max(name.length, example.length) + 4,
    style: { numFmt: '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.addRow(importer.columns.map(({ example }) => example));
  const help = workbook.addWorksheet('Columns', { views: [{ state: 'frozen', ySplit: 1 }] });
  help.columns = [
    { header: 'Column', width: 16 },
    { header: 'Required', width: 10 },
    { header: 'Description', width: 48 },
    { header: 'Notes', width: 64 },
    { header: 'Aliases', width: 48 },
  ];
  help.getRow(1).font = { bold: true };
  for (const { name, required, type, description, aliases } of importer.columns) {
    help.addRow([name, required ? 'yes' : 'no', type.label, description, aliases?.join(', ') ?? '']);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
