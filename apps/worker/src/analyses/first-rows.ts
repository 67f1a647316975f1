import type { ChangedCell, RowIssue } from '@sluice/jobs/report';
import type { Material } from './material.ts';
import { REPORTED_ROWS } from './report.ts';
import { type ReportedTable, tablesOf } from './tables.ts';

export const firstRowIssues = (material: Material): Promise<RowIssue[]> => first(tablesOf(material).rowIssues);

/** Undefined of a tool that changes nothing. */
export async function firstChanges(material: Material): Promise<ChangedCell[] | undefined> {
  const { changes } = tablesOf(material);
  return changes && first(changes);
}

async function first<T>(table: ReportedTable): Promise<T[]> {
  const rows: T[] = [];
  for await (const piece of table.objects(REPORTED_ROWS)) rows.push(...(piece as unknown as T[]));
  return rows;
}
