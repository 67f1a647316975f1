import type { TableLimits } from '../types.ts';
import { Archive } from './archive.ts';
import { readWorkbook } from './workbook.ts';

/** Whether a zip archive is a workbook within the limits, without reading its sheets.
 * @throws AppError FILE_NOT_A_TABLE, FILE_CORRUPT, XLSX_TOO_LARGE */
export async function checkWorkbook(path: string, limits: TableLimits): Promise<void> {
  const archive = await Archive.open(path, limits.xlsx);
  try {
    await readWorkbook(archive);
  } finally {
    archive.close();
  }
}
