import type { Seen, SeenSheet } from './table.ts';

const CHAIN = ['quarantine', 'types', 'standardise', 'duplicates', 'nulls', 'outliers', 'formulas'];

export interface LogEntry {
  readonly row: number;
  readonly column: string | null;
  readonly step: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string;
}

/** The sheet `Changes` as entries, in the order of the steps. */
export function entriesOf(sheet: SeenSheet | undefined): LogEntry[] {
  const text = (cell: unknown): string | null => (cell === null || cell === undefined ? null : String(cell));
  const entries = (sheet?.rows ?? []).map(([row, column, step, before, after, reason]) => ({
    row: Number(row),
    column: text(column),
    step: String(step),
    before: text(before),
    after: text(after),
    reason: String(reason),
  }));
  const order = ({ step }: LogEntry): number => CHAIN.indexOf(step);
  const unknown = entries.find((entry) => order(entry) < 0);
  if (unknown) throw new Error(`an entry without a known step: ${JSON.stringify(unknown)}`);
  return entries.sort((a, b) => order(a) - order(b));
}

export interface Replayed {
  /** The remaining rows, by their number in the file. */
  readonly rows: ReadonlyMap<number, readonly (string | null)[]>;
  /** Removed rows, each with the step that removed it. */
  readonly dropped: ReadonlyMap<number, string>;
  /** Changed cells, including those of rows that were dropped later. */
  readonly changed: readonly (readonly [row: number, column: string, before: string | null, after: string | null])[];
  /** Entries that contradict the file or each other; must be empty. */
  readonly wrong: readonly string[];
}

/** Applies the entries of the change log to the file. */
export function replay(seen: Seen, entries: readonly LogEntry[]): Replayed {
  const rows = new Map([...seen.rows].map(([row, cells]) => [row, [...cells]]));
  const first = new Map<string, [row: number, column: string, before: string | null, after: string | null]>();
  const dropped = new Map<number, string>();
  const wrong: string[] = [];
  for (const entry of entries) {
    const cells = rows.get(entry.row);
    const at = entry.column === null ? -1 : seen.header.indexOf(entry.column);
    const say = (what: string): void => void wrong.push(`${what}: ${JSON.stringify(entry)}`);
    if (entry.reason === '' || entry.reason === 'null') say('no reason');
    if (!cells) say('unknown row');
    else if (entry.column === null) {
      if (entry.before !== null || entry.after !== null) say('a row with a value');
      rows.delete(entry.row);
      dropped.set(entry.row, entry.step);
    } else if (at < 0) say('unknown column');
    else if (entry.before === entry.after) say('changes nothing');
    else if (cells[at] !== entry.before) say(`the cell was ${JSON.stringify(cells[at])}`);
    else {
      cells[at] = entry.after;
      const key = `${entry.row} ${entry.column}`;
      const was = first.get(key);
      first.set(key, [entry.row, entry.column, was ? was[2] : entry.before, entry.after]);
    }
  }
  const changed = [...first.values()].sort(
    ([a, x], [b, y]) => a - b || seen.header.indexOf(x) - seen.header.indexOf(y),
  );
  return { rows, dropped, changed, wrong };
}
