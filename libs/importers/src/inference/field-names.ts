import { counted, excerpt, IMPORTER_NAME_LENGTH } from '@sluice/core';
import { isIdentifier } from '../document/definition.ts';
import { reservedNames } from '../document/reserved-names.ts';
import { MOST_FIELDS } from '../document/table-schema.ts';
import { normalizeHeader, resultColumns } from '../header.ts';
import type { InferenceWarning } from './types.ts';

/** Longer headers are no names. */
const LONGEST_NAME = 255;
const LONGEST_COLUMN = 64;
/** Columns that tables have anyway when Sluice makes them. */
const OWN_COLUMNS = ['account_id', 'import_job_id', 'created_at', 'updated_at', 'sluice_row_id'];

/** The field of a column of a file. */
export interface NamedColumn {
  readonly index: number;
  readonly header: string;
  /** The name of the field; null if the column is left out. */
  readonly name: string | null;
  /** The column of the table, if it cannot have the name of the field. */
  readonly column: string | undefined;
}

/**
 * Names the fields of a file: as its headers, wherever imports can tell them apart.
 * @param taken columns of the table that no field has
 */
export function nameFields(
  header: readonly string[],
  taken: readonly string[] = OWN_COLUMNS,
): { columns: NamedColumn[]; warnings: InferenceWarning[] } {
  const warnings: InferenceWarning[] = [];
  const [names, columns] = [new Names(normalizeHeader), new Names(asColumn, taken)];
  const all = new Set(header.map(normalizeHeader));
  const isResultFile = ['_row', '_status'].every((name) => header.includes(name));
  let fields = 0;
  const named = header.map((text, index): NamedColumn => {
    const out = { index, header: text, name: null, column: undefined };
    const place = `Column ${index + 1}`;
    const leaveOut = (message: string): NamedColumn => {
      warnings.push({ code: 'COLUMN_LEFT_OUT', message, column: excerpt(text, LONGEST_NAME) });
      return out;
    };
    if (isResultFile && (resultColumns as readonly string[]).includes(text)) return out;
    if (fields >= MOST_FIELDS) {
      return leaveOut(`${place} is left out: a definition has at most ${counted(MOST_FIELDS, 'field')}.`);
    }
    if (normalizeHeader(text) === '' || text === '__proto__') {
      return leaveOut(`${place} is left out: its header has no letter or digit. Give it a name in the file.`);
    }
    if (text.length > LONGEST_NAME) {
      return leaveOut(`${place} is left out: its header has more than ${LONGEST_NAME} characters.`);
    }
    fields++;
    const name = names.add(text.trim(), ' ', all);
    if (name !== text.trim()) {
      const message = `The header "${excerpt(text)}" reads like another one, because case and marks do not count. Its field is "${name}"; imports need a mapping of the header to it.`;
      warnings.push({ code: 'HEADER_ALIKE', message, column: text });
    }
    const column = columns.add(isIdentifier(name) ? name : columnName(name, index), '_');
    return { index, header: text, name, column: column === name ? undefined : column };
  });
  return { columns: named, warnings };
}

/** How MySQL compares names of columns. */
const asColumn = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();

function columnName(name: string, index: number): string {
  const parts = name.split(/[`.\x00-\x20\x7f\s]/).filter((part) => part !== '');
  const usable = parts.join('_').slice(0, LONGEST_COLUMN);
  return isIdentifier(usable) ? usable : `column_${index + 1}`;
}

/** Names that differ in the way in which they are compared. */
class Names {
  readonly #taken: Set<string>;
  readonly #idOf: (name: string) => string;

  constructor(idOf: (name: string) => string, taken: readonly string[] = []) {
    this.#idOf = idOf;
    this.#taken = new Set(taken.map(idOf));
  }

  /** The name, or the name with a number that makes it new. No `others` are taken for it. */
  add(name: string, space: string, others: ReadonlySet<string> = new Set()): string {
    let [free, number] = [name, 1];
    while (this.#taken.has(this.#idOf(free)) || (number > 1 && others.has(this.#idOf(free)))) {
      const end = `${space}${++number}`;
      free = `${name.slice(0, LONGEST_COLUMN - end.length)}${end}`;
    }
    this.#taken.add(this.#idOf(free));
    return free;
  }
}

const FALLBACK = 'my-table';
const reserved: readonly string[] = reservedNames;
const ENDINGS = new Set(['csv', 'tsv', 'tab', 'txt', 'xlsx', 'xlsm', 'gz', 'zip']);

/** The name of a file without what says its format. */
export function fileStem(fileName: string): string {
  const parts = fileName.split('.');
  while (parts.length > 1 && ENDINGS.has(parts.at(-1)?.toLowerCase() ?? '')) parts.pop();
  return parts.join('.');
}

/** A name that an importer can have, made of that of a file or table. */
export function importerName(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g)?.join('-') ?? '';
  const start = words.search(/[a-z]/);
  if (start < 0) return FALLBACK;
  const name = cutName(words.slice(start), IMPORTER_NAME_LENGTH);
  return reserved.includes(name) ? `${cutName(name, IMPORTER_NAME_LENGTH - 5)}-rows` : name;
}

function cutName(name: string, most: number): string {
  const cut = name.slice(0, most);
  return cut.endsWith('-') ? cut.slice(0, -1) : cut;
}
