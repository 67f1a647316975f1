/** Warnings that the tables of columns show in another way. */
const SHOWN: ReadonlySet<string> = new Set(['HEADER_UNKNOWN', 'HEADER_DUPLICATE']);
const OF_COLUMNS: ReadonlySet<string> = new Set([
  ...SHOWN,
  ...['MAPPING_INVALID', 'KEYS_WOULD_BE_GENERATED', 'REQUIRED_COLUMNS_MISSING'],
]);

/** Whether a warning is about where columns go, not about how the file is read. */
export const isOfColumns = (code: string): boolean => OF_COLUMNS.has(code);

/** Whether the step of the columns says it without the warning. */
export const isShownByColumns = (code: string): boolean => SHOWN.has(code);
