/** Codes of mistakes in the file or the options: the same again comes to the same end. */
const ofTheInput = /^(?:FILE_|HEADER_|XLSX_|TOO_MANY_|CELL_|ROW_|SHEET_|MAPPING_|ABORTED_)/;

/** Whether running a failed import again as it is may end otherwise. */
export const mayHeal = (code: string | null): boolean => !ofTheInput.test(code ?? '');

/** What to do about a failed import. */
export function failureAdvice(code: string | null): string {
  if (code === 'ABORTED_ON_INVALID_ROWS') {
    return 'Repair the rows that are listed below and send the file again, or choose to import the good rows.';
  }
  if (/^(?:HEADER_|MAPPING_|SHEET_)/.test(code ?? ''))
    return '"Change and import again" lets you say which column is which.';
  if (code === 'DOCUMENT_DAMAGED') return 'Upload the file again: what is stored of it is damaged.';
  if (!mayHeal(code)) return 'Repair the file and send it again.';
  return '"Run again" goes on after the last row that was dealt with.';
}
