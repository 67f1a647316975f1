import { AppError, excerpt, quotedNames, type Warning } from '@sluice/core';
import type { HeaderMapping } from './header.ts';
import type { Importer } from './types.ts';

/** Headers and faults of a mapping that a message lists. */
const MOST_NAMES = 50;

/**
 * Rejects a header that an import cannot use.
 * @throws AppError: see `headerFault`
 */
export function requireUsableHeader(mapping: HeaderMapping, importer: Importer): void {
  const fault = headerFault(mapping, importer);
  if (fault) throw fault;
}

/**
 * Why an import cannot use a header; undefined if it can.
 * @returns AppError MAPPING_INVALID, HEADER_DUPLICATE, HEADER_COLUMNS_MISSING, HEADER_COLUMNS_UNEXPECTED or HEADER_ORDER, with
 * the expected and actual columns
 */
export function headerFault(mapping: HeaderMapping, importer: Importer): AppError | undefined {
  return (
    wrongMapping(mapping) ??
    doubledColumn(mapping) ??
    missingColumns(mapping, importer) ??
    unexpectedColumns(mapping, importer) ??
    misplacedColumns(mapping)
  );
}

function wrongMapping({ wrong }: HeaderMapping): AppError | undefined {
  if (wrong.length === 0) return undefined;
  const fields = wrong.slice(0, MOST_NAMES);
  const message = `The mapping is invalid: ${fields.map((field) => field.message).join('; ')}.`;
  return new AppError('MAPPING_INVALID', message, { fields });
}

function doubledColumn({ doubled }: HeaderMapping): AppError | undefined {
  const [first] = doubled;
  if (!first) return undefined;
  const [column, headers] = first;
  const names = quotedNames(headers);
  return new AppError(
    'HEADER_DUPLICATE',
    `Several columns of the file match "${column}": ${names}. Ignore all but one of them, or rename them in the file.`,
    { fields: [{ field: column, code: 'HEADER_DUPLICATE', message: `matched by ${names}` }] },
  );
}

function missingColumns({ missing, matches }: HeaderMapping, { columns }: Importer): AppError | undefined {
  const expected = columns.map(({ name }) => name);
  const received = matches.map(({ header }) => header);
  const context = { expected, received: received.slice(0, MOST_NAMES).map((name) => excerpt(name)) };
  const found = `Found: ${quotedNames(received, MOST_NAMES)}.`;
  if (missing.length > 0) {
    return new AppError(
      'HEADER_COLUMNS_MISSING',
      `The file has no column for ${quotedNames(missing, Infinity)}. Expected: ${quotedNames(expected, Infinity)}. ${found}`,
      {
        fields: missing.map((field) => ({ field, code: 'REQUIRED', message: 'no column of the file matches it' })),
        context,
      },
    );
  }
  if (matches.some(({ column }) => column !== null)) return undefined;
  const message = `The file has no column of the importer. It takes: ${quotedNames(expected, MOST_NAMES)}. ${found} Map one of them.`;
  return new AppError('HEADER_COLUMNS_MISSING', message, { context });
}

function unexpectedColumns({ unexpected }: HeaderMapping, { columns }: Importer): AppError | undefined {
  if (unexpected.length === 0) return undefined;
  const expected = quotedNames(
    columns.map(({ name }) => name),
    MOST_NAMES,
  );
  return new AppError(
    'HEADER_COLUMNS_UNEXPECTED',
    `The file has columns that the importer does not take: ${quotedNames(unexpected, MOST_NAMES)}. It takes: ${expected}. Ignore them, or remove them from the file.`,
    {
      fields: unexpected.slice(0, MOST_NAMES).map((header) => ({
        ...{ field: excerpt(header), code: 'HEADER_COLUMNS_UNEXPECTED', message: 'no column of the importer' },
      })),
    },
  );
}

function misplacedColumns({ misplaced }: HeaderMapping): AppError | undefined {
  if (misplaced.length === 0) return undefined;
  const listed = misplaced.slice(0, MOST_NAMES);
  const places = listed.map(
    ({ at, header, expected }) => `column ${at} is "${excerpt(header)}" instead of "${expected}"`,
  );
  return new AppError(
    'HEADER_ORDER',
    `The columns of the file are not in the order of the fields: ${places.join(', ')}. Reorder them in the file.`,
    {
      fields: listed.map(({ at, header, expected }) => ({
        ...{ field: expected, code: 'HEADER_ORDER', message: `column ${at} of the file is "${excerpt(header)}"` },
      })),
    },
  );
}

/** What an import leaves out: headers that no column has, and rows that the file cannot add. */
export function headerWarnings({ matches, lacking }: HeaderMapping): Warning[] {
  const unknown = matches.filter(({ how }) => how === 'unknown').map(({ header }) => header);
  const warnings: Warning[] = [];
  if (unknown.length > 0) {
    const [columns, verb] = unknown.length === 1 ? ['The column', 'is'] : ['The columns', 'are'];
    const message = `${columns} ${quotedNames(unknown, MOST_NAMES)} ${verb} not imported: the importer has no such column, or another header matches it better.`;
    warnings.push({ code: 'HEADER_UNKNOWN', message, count: unknown.length });
  }
  if (lacking.length > 0) {
    const message = `The file has no column for ${quotedNames(lacking, MOST_NAMES)}, so only rows that exist can be updated. New rows need it.`;
    warnings.push({ code: 'REQUIRED_COLUMNS_MISSING', message, count: lacking.length });
  }
  return warnings;
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
