import type { TableColumn, TableDescription } from '@sluice/core';

/** A column by its name, which MySQL compares without case. */
export const columnOf = ({ columns }: Pick<TableDescription, 'columns'>, name: string): TableColumn | undefined =>
  columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
