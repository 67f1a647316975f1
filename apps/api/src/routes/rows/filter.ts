import { z } from '@hono/zod-openapi';
import { AppError, type TableColumn, type TableDescription } from '@sluice/core';
import type { RowFilter } from '@sluice/db/targets';
import { columnOf } from '@sluice/importers/target';
import { idInput } from '../../openapi.ts';
import type { RowSource } from './source.ts';
import { canHave } from './values.ts';

const KEY = 'key.';
const COLUMN = 'column.';

/** The query of the filters. `key.COLUMN` and `column.COLUMN` have as many names as there are columns. */
export const filterQuery = {
  import_id: idInput.optional().describe('Only rows that this import wrote last.'),
  q: z.string().trim().min(1).max(255).optional().describe('Only rows with this text in a text column.'),
};

interface Asked {
  readonly import_id?: string | undefined;
  readonly q?: string | undefined;
  readonly [name: string]: unknown;
}

/** What the rows are filtered by. @throws AppError VALIDATION_FAILED, with what to do instead */
export function filterOf(asked: Asked, source: RowSource): RowFilter {
  const { definition, table } = source;
  const stamp = definition.target.stamps?.import;
  if (asked.import_id !== undefined && stamp === undefined) {
    throw refused('import_id', 'cannot be used: the definition names no column for the import (target.stamps.import)');
  }
  return {
    key: keyOf(asked, source),
    values: valuesOf(asked, source),
    ...(asked.import_id !== undefined && stamp !== undefined && { import: { column: stamp, id: asked.import_id } }),
    ...(asked.q !== undefined && { text: { columns: textColumns(table), q: asked.q } }),
  };
}

/** The values of the parameters that begin with this prefix, by the names that the table has for their columns. */
function given(asked: Asked, prefix: string, placeOf: (field: string, name: string) => TableColumn) {
  const values = new Map<string, string>();
  for (const [field, value] of Object.entries(asked)) {
    if (!field.startsWith(prefix)) continue;
    const place = placeOf(field, field.slice(prefix.length));
    if (typeof value !== 'string' || values.has(place.name)) throw refused(field, 'must be given once');
    const stored = place.type === 'tinyint(1)' ? value.replace(/^true$/, '1').replace(/^false$/, '0') : value;
    if (!canHave(place, stored)) throw refused(field, `is not a value of ${place.name}, which is ${place.type}`);
    values.set(place.name, stored);
  }
  return values;
}

function keyOf(asked: Asked, { table, key }: RowSource): Record<string, string> {
  const values = given(asked, KEY, (field, name) => {
    const place = columnOf(table, name);
    if (place && key.includes(place.name)) return place;
    throw refused(field, `is no column of the key. Use ${key.map((one) => KEY + one).join(', ')}`);
  });
  // The index finds rows by the first columns of the key.
  const missing = key.find((name) => !values.has(name));
  const late = missing === undefined ? undefined : key.slice(key.indexOf(missing)).find((name) => values.has(name));
  if (late !== undefined) throw refused(KEY + late, `needs ${KEY}${missing} too`);
  return Object.fromEntries(values);
}

function valuesOf(asked: Asked, { table, accountColumn }: RowSource): Record<string, string> {
  const columns = table.columns.map(({ name }) => name).filter((name) => name !== accountColumn);
  const values = given(asked, COLUMN, (field, name) => {
    const place = columnOf(table, name);
    if (place && place.name !== accountColumn) return place;
    throw refused(field, `is not a column of the table. Use one of: ${columns.join(', ')}`);
  });
  return Object.fromEntries(values);
}

const refused = (field: string, message: string): AppError =>
  new AppError('VALIDATION_FAILED', 'The rows cannot be filtered like this.', {
    fields: [{ field, code: 'invalid', message }],
  });

const textColumns = ({ columns }: TableDescription): string[] =>
  columns.filter(({ type }) => /^(?:(?:var)?char|(?:tiny|medium|long)?text|enum)\b/.test(type)).map(({ name }) => name);
