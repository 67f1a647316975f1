import { DataTable } from '../../ui/DataTable.tsx';
import { formatNumber, wordsOf } from '../numbers.ts';
import type { Step } from './read-report.ts';

type Row = Readonly<Record<string, unknown>>;

/** Identifying keys first: MySQL does not preserve key order. */
const FIRST = ['column', 'step', 'type', 'message', 'strategy', 'filled_with', 'blank_before', 'blank_after'];
const placeOf = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** The lists in the findings of a step, each as a table. */
export function Findings({ step: { title, findings } }: { step: Step }) {
  if (typeof findings !== 'object' || findings === null) return null;
  return Object.entries(findings).map(([name, value]) => {
    const rows = Array.isArray(value) ? value.filter(isRow) : [];
    if (rows.length === 0) return null;
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort((a, b) => placeOf(a) - placeOf(b));
    return (
      <DataTable<Row>
        key={name}
        caption={`${title}: ${wordsOf(name).toLowerCase()}`}
        keyOf={(row) => JSON.stringify(row)}
        rows={rows}
        columns={columns.map((column, at) => ({
          name: wordsOf(column),
          cell: (row) => (column === 'step' ? wordsOf(String(row[column])) : textOf(row[column])),
          isRowHeader: at === 0,
          numeric: rows.every((row) => typeof row[column] === 'number' || row[column] == null),
        }))}
      />
    );
  });
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
