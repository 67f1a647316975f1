import { z } from '@hono/zod-openapi';
import { AppError, type TableDescription } from '@sluice/core';
import type { RowFilter } from '@sluice/db/targets';
import type { Definition } from '@sluice/importers';
import { columnOf } from '@sluice/importers/target';
import { idInput } from '../../openapi.ts';
import { canHave } from './values.ts';

const PREFIX = 'key.';

/** The query of the filters. `key.COLUMN` has as many names as there are columns. */
export const filterQuery = {
  import_id: idInput.optional().describe('Only rows that this import wrote last.'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .optional()
    .describe('Only rows with this text in a text column. Together with `import_id` or `key.COLUMN` only.'),
};

interface Asked {
  readonly import_id?: string | undefined;
  readonly q?: string | undefined;
  readonly [name: string]: unknown;
}

interface Searched {
  readonly definition: Definition;
  readonly table: TableDescription;
  readonly key: readonly string[];
}

/** What the rows are filtered by. @throws AppError VALIDATION_FAILED for what no index serves, with what to do instead */
export function filterOf(asked: Asked, searched: Searched): RowFilter {
  const { definition, table } = searched;
  const key = keyOf(asked, searched);
  const hasKey = Object.keys(key).length > 0;
  const stamp = definition.target.stamps?.import;
  if (asked.import_id !== undefined && stamp === undefined) {
    throw refused('import_id', 'cannot be used: the definition names no column for the import (target.stamps.import)');
  }
  if (asked.q !== undefined && asked.import_id === undefined && !hasKey) {
    throw refused('q', `needs import_id or ${PREFIX}${searched.key[0]}, so that it does not search the whole table`);
  }
  return {
    key,
    ...(asked.import_id !== undefined && stamp !== undefined && { import: { column: stamp, id: asked.import_id } }),
    ...(asked.q !== undefined && { text: { columns: textColumns(table), q: asked.q } }),
  };
}

function keyOf(asked: Asked, { table, key }: Searched): Record<string, string> {
  const given = Object.entries(asked).filter(([name]) => name.startsWith(PREFIX));
  const values = new Map<string, string>();
  for (const [field, value] of given) {
    const place = columnOf(table, field.slice(PREFIX.length));
    if (!place || !key.includes(place.name)) {
      throw refused(field, `is no column of the key. Use ${key.map((name) => PREFIX + name).join(', ')}`);
    }
    if (typeof value !== 'string' || values.has(place.name)) throw refused(field, 'must be given once');
    if (!canHave(place, value)) throw refused(field, `is not a value of ${place.name}, which is ${place.type}`);
    values.set(place.name, value);
  }
  // The index finds rows by the first columns of the key.
  const missing = key.find((name) => !values.has(name));
  const late = missing === undefined ? undefined : key.slice(key.indexOf(missing)).find((name) => values.has(name));
  if (late !== undefined) throw refused(PREFIX + late, `needs ${PREFIX}${missing} too`);
  return Object.fromEntries(values);
}

const refused = (field: string, message: string): AppError =>
  new AppError('VALIDATION_FAILED', 'The rows cannot be filtered like this.', {
    fields: [{ field, code: 'invalid', message }],
  });

const textColumns = ({ columns }: TableDescription): string[] =>
  columns.filter(({ type }) => /^(?:(?:var)?char|(?:tiny|medium|long)?text|enum)\b/.test(type)).map(({ name }) => name);
