import { AppError, excerpt, quotedNames, type Warning } from '@sluice/core';
import type { HeaderMapping } from './header.ts';
import type { Importer } from './types.ts';

/** Headers and faults of a mapping that a message lists. */
const MOST_NAMES = 50;

/**
 * Rejects a header that an import cannot use.
 * @throws AppError MAPPING_INVALID, HEADER_DUPLICATE or HEADER_COLUMNS_MISSING, with the expected and actual columns.
 */
export function requireUsableHeader(mapping: HeaderMapping, importer: Importer): void {
  if (mapping.wrong.length > 0) {
    const message = `The mapping is invalid: ${mapping.wrong
      .slice(0, MOST_NAMES)
      .map((field) => field.message)
      .join('; ')}.`;
    throw new AppError('MAPPING_INVALID', message, { fields: mapping.wrong.slice(0, MOST_NAMES) });
  }
  const received = mapping.matches.map(({ header }) => header);
  const [doubled] = mapping.doubled;
  if (doubled) {
    const [column, headers] = doubled;
    throw new AppError(
      'HEADER_DUPLICATE',
      `Several columns of the file match "${column}": ${quotedNames(headers)}. Ignore all but one of them, or rename them in the file.`,
      { fields: [{ field: column, code: 'HEADER_DUPLICATE', message: `matched by ${quotedNames(headers)}` }] },
    );
  }
  if (mapping.missing.length > 0) {
    const expected = importer.columns.map(({ name }) => name);
    throw new AppError(
      'HEADER_COLUMNS_MISSING',
      `The file has no column for ${quotedNames(mapping.missing, Infinity)}. Expected: ${quotedNames(expected, Infinity)}. Found: ${quotedNames(received, MOST_NAMES)}.`,
      {
        fields: mapping.missing.map((field) => ({
          field,
          code: 'REQUIRED',
          message: 'no column of the file matches it',
        })),
        context: { expected, received: received.slice(0, MOST_NAMES).map((name) => excerpt(name)) },
      },
    );
  }
}

/** Headers that no column has, which an import leaves out. */
export function headerWarnings({ matches }: HeaderMapping): Warning[] {
  const unknown = matches.filter(({ how }) => how === 'unknown').map(({ header }) => header);
  if (unknown.length === 0) return [];
  const columns = unknown.length === 1 ? 'The column' : 'The columns';
  const verb = unknown.length === 1 ? 'is' : 'are';
  const message = `${columns} ${quotedNames(unknown, MOST_NAMES)} ${verb} not imported: the importer has no such column, or another header matches it better.`;
  return [{ code: 'HEADER_UNKNOWN', message, count: unknown.length }];
}

/** Whether the file has no column for keys, so that every row would get a generated one. */
export const lacksKeys = ({ matches }: HeaderMapping, importer: Importer): boolean =>
  importer.makeKey !== undefined && matches.every(({ column }) => column !== importer.key);

/** What to say when every row would get a generated key: most likely the header of the keys was not recognized. */
export function keysMessage(mapping: HeaderMapping, importer: Importer): string {
  const found = mapping.matches.filter(({ how }) => how !== 'reserved').map(({ header }) => header);
  const headers = `Columns found: ${quotedNames(found, MOST_NAMES)}.`;
  const why = lacksKeys(mapping, importer)
    ? `The file has no column for "${importer.key}", so every row would get a generated key.`
    : `Every cell of "${importer.key}" is blank, so every row would get a generated key.`;
  return `${why} ${headers} Map a column to "${importer.key}", or turn on "Generate keys".`;
}

/** @throws AppError KEYS_WOULD_BE_GENERATED, always */
export function refuseGeneratedKeys(mapping: HeaderMapping, importer: Importer): never {
  const message = keysMessage(mapping, importer);
  const field = { field: importer.key, code: 'KEYS_WOULD_BE_GENERATED', message: 'no row has a key' };
  throw new AppError('KEYS_WOULD_BE_GENERATED', message, { fields: [field] });
}
