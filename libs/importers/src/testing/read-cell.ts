import type { ColumnType, DateOrder } from '../types.ts';

/** The text that a cell is stored as, or the code of its error. */
export function readCell(type: ColumnType, cell: string, dateOrder?: DateOrder): string {
  const { value, code } = parseCell(type, cell, dateOrder);
  return value ?? code;
}

/** What a parser returns and reports. */
export function parseCell(type: ColumnType, cell: string, dateOrder?: DateOrder) {
  let code = '';
  let message = '';
  const value = type.parse(cell, {
    dateOrder,
    fail(failure, text) {
      code = failure;
      message = text;
      return undefined;
    },
  });
  return { value, code, message };
}
