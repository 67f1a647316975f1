/** Codes of errors in the file or the options. Retrying unchanged fails again. */
const inputErrors = /^(?:FILE_|HEADER_|XLSX_|TOO_MANY_|CELL_|ROW_|SHEET_|MAPPING_|ABORTED_)/;

/** Whether retrying a failed import unchanged may succeed. */
export const isRetryable = (code: string | null): boolean => !inputErrors.test(code ?? '');

/** What to do about a failed import. */
export function failureAdvice(code: string | null): string {
  if (code === 'ABORTED_ON_INVALID_ROWS') {
    return 'Fix the records listed below and upload the file again, or choose "Import valid records".';
  }
  if (/^(?:HEADER_|MAPPING_|SHEET_)/.test(code ?? ''))
    return 'Select "Edit and import again" to correct the sheet or the column mapping.';
  if (code === 'DOCUMENT_DAMAGED') return 'Upload the file again: the stored copy is damaged.';
  if (!isRetryable(code)) return 'Fix the file and upload it again.';
  return 'Select "Retry" to continue after the last processed record.';
}
