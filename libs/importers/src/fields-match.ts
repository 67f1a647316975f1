import type { FieldsMatch } from './document/table-schema.ts';
import type { HeaderMatch } from './header.ts';
import type { Importer } from './types.ts';

/** What the columns of a file lack, or have too much of. */
export interface FieldsFit {
  /** Columns of the importer that the file must have and does not. */
  readonly missing: readonly string[];
  /** Columns that only new rows need, and that the file does not have. */
  readonly lacking: readonly string[];
  /** Headers that the importer does not take. */
  readonly unexpected: readonly string[];
  /** Columns that are not where the importer wants them, by their positions from 1, with those that belong there. */
  readonly misplaced: readonly { readonly at: number; readonly header: string; readonly expected: string }[];
}

/** What each `fieldsMatch` of the standard demands: https://datapackage.org/standard/table-schema/#fieldsMatch */
const demands: Readonly<Record<FieldsMatch, { all?: true; only?: true; inOrder?: true }>> = {
  exact: { all: true, only: true, inOrder: true },
  equal: { all: true, only: true },
  subset: { all: true },
  superset: { only: true },
  partial: {},
};

/**
 * Columns that the caller ignores, and those of a result file, do not count.
 * @param updates whether rows that exist are updated, so that a file may lack what only new rows need
 */
export function fitFields(
  { columns, keys, fieldsMatch = 'partial' }: Importer,
  matches: readonly HeaderMatch[],
  updates: boolean,
): FieldsFit {
  const { all, only, inOrder } = demands[fieldsMatch];
  const present = new Set(matches.map(({ column }) => column));
  const absent = columns.filter(({ name, required }) => (all || required) && !present.has(name));
  const ofNewRows = new Set(
    updates && keys.length > 0 && !all ? absent.filter(({ name }) => !keys.includes(name)) : [],
  );
  const missing = absent.filter((column) => !ofNewRows.has(column));
  const unexpected = only ? matches.filter(({ how }) => how === 'unknown') : [];
  const isComplete = missing.length + unexpected.length === 0;
  return {
    missing: missing.map(({ name }) => name),
    lacking: [...ofNewRows].map(({ name }) => name),
    unexpected: unexpected.map(({ header }) => header),
    misplaced: inOrder && isComplete ? misplaced(columns, matches) : [],
  };
}

const misplaced = (columns: Importer['columns'], matches: readonly HeaderMatch[]): FieldsFit['misplaced'] =>
  matches
    .map(({ header, column }, index) => ({ at: index + 1, header, column }))
    .filter(({ column }) => column !== null)
    .flatMap(({ at, header, column }, index) => {
      const expected = columns[index]?.name ?? '';
      return column === expected ? [] : [{ at, header, expected }];
    });
