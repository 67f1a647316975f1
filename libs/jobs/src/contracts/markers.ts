/** Marks a text that names a column of the file, so that forms can offer the columns. Appears in the JSON Schema of a tool. */
export const namesColumn = { 'x-names-column': true } as const;

/** Marks a parameter whose value is detected from the file if it is not given. Appears in the JSON Schema of a tool. */
export const autoDetected = { 'x-auto-detected': true } as const;
