/** Codes of errors in the file or the options. */
const fileErrors =
  /^(?:FILE_(?!TOO_LARGE)|HEADER_|XLSX_|TOO_MANY_(?:ROWS|COLUMNS)|CELL_|ROW_|SHEET_|MAPPING_|ABORTED_|ARCHIVE_|KEYS_|READING_)/;

/** Whether a retry of an import or analysis that failed with this code may succeed; the API refuses all others. */
export const isRetryable = (code: string | null): boolean => !fileErrors.test(code ?? '');
