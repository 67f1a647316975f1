import ExcelJS from 'exceljs';

/** A workbook with the sheets "Assets" and "Notes", of which a reader can only read one. */
export async function twoSheets(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Assets').addRows([
    ['identifier', 'name'],
    ['S-1', 'Pump'],
    ['S-2', 'Fan'],
  ]);
  workbook.addWorksheet('Notes').addRows([
    ['identifier', 'name'],
    ['N-1', 'Note'],
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
