import { csvLines } from '../../artifacts/csv.ts';
import type { SheetRows } from '../../artifacts/types.ts';
import { tablesOf } from '../tables.ts';
import type { Material } from '../types.ts';
import type { Producer } from './types.ts';

/** The expression that makes a line of more columns than that takes the engine longer to plan than the rows are worth. */
const WIDE = 100;

/** A table that the tool has left in the engine. */
const tableCsv = (name: 'cleaned' | 'quarantined'): Producer => ({
  canMake: (findings) => findings[name] !== undefined,
  produce: (material) => bytesOf(material, name),
});

export const cleanedCsv = tableCsv('cleaned');
export const quarantinedCsv = tableCsv('quarantined');

async function* bytesOf(material: Material, name: 'cleaned' | 'quarantined'): AsyncGenerator<Uint8Array> {
  const table = tablesOf(material)[name];
  if (!table) return;
  const header = table.columns.map((column) => column.header);
  const { delimiter } = material.source.dialect;
  const options = { delimiter, harmless: true };
  if (header.length > WIDE) {
    yield* csvLines(header, table.rows() as Exclude<SheetRows, readonly unknown[]>, options);
    return;
  }
  yield* csvLines(header, noRows(), options);
  for await (const piece of table.lines(delimiter)) yield Buffer.from(piece);
}

async function* noRows(): AsyncGenerator<never> {}
