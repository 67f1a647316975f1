import { csvLines } from '../../artifacts/csv.ts';
import type { SheetRows } from '../../artifacts/types.ts';
import { tablesOf } from '../tables.ts';
import type { Material, Producer } from '../types.ts';

/** With more columns, planning the expression for a line takes the engine longer than it saves. */
const WIDE = 100;

/** A result table in the engine. */
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
  // The step `formulas` has escaped the cleaned cells, unless the caller wants them as they are.
  const options = { delimiter, harmless: name !== 'cleaned' };
  if (header.length > WIDE) {
    yield* csvLines(header, table.rows() as Exclude<SheetRows, readonly unknown[]>, options);
    return;
  }
  yield* csvLines(header, noRows(), options);
  yield* table.lines(options);
}

async function* noRows(): AsyncGenerator<never> {}
