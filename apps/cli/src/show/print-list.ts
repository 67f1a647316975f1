import type { Cli } from '../cli.ts';
import { table } from './table.ts';
import { csvLine } from './text.ts';

/** Rows per table; column widths are measured together. */
const SCREENFUL = 100;

type Cell = string | number | null;

/** How the items of a list are printed. */
export interface ListStyle<T> {
  /** CSV instead of tables. */
  readonly csv: boolean | undefined;
  /** How many at most. */
  readonly limit: number | undefined;
  /** The columns, which may depend on the first item; undefined if there is none. */
  readonly header: (first: T | undefined) => readonly string[];
  readonly cellsOf: (item: T) => readonly Cell[];
}

/** Prints a list as it arrives: with --json one item a line, else as CSV or in tables. Returns the number of items. */
export async function printList<T>(
  cli: Cli,
  items: AsyncIterable<T>,
  { csv, limit = Infinity, header: headerOf, cellsOf }: ListStyle<T>,
): Promise<number> {
  let shown = 0;
  let header: readonly string[] | undefined;
  let screen: T[] = [];
  const begin = async (first?: T): Promise<readonly string[]> => {
    if (header) return header;
    header = headerOf(first);
    if (csv && !cli.json) await cli.print(csvLine(header));
    return header;
  };
  const flush = async (): Promise<void> => {
    if (screen.length > 0) await cli.print(table(await begin(), screen.map(cellsOf)));
    screen = [];
  };
  for await (const item of items) {
    if (shown++ >= limit) break;
    await begin(item);
    if (cli.json) await cli.print(`${JSON.stringify(item)}\n`);
    else if (csv) await cli.print(csvLine(cellsOf(item)));
    else if (screen.push(item) >= SCREENFUL) await flush();
  }
  await begin();
  await flush();
  return shown;
}
