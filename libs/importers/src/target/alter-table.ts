import { columnType, type TableColumn, type TableDescription } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import type { Path } from '../document/problem.ts';
import { columnOf, Findings, nameOf, sameName, sameNames, type TargetWarning } from './findings.ts';
import { plainCondition } from './plain-condition.ts';
import { columnSql, createTable, quote, quotedTable, ROW_COLUMN, type WantedTable } from './wanted-table.ts';
import { fieldColumns } from './written-columns.ts';

/** How a table becomes the one that a definition describes. */
export interface TablePlan extends Pick<Findings, 'problems'> {
  /** Statements that keep neither readers nor writers waiting, if the server can; none if nothing is to be done. */
  readonly statements: readonly string[];
  readonly warnings: readonly TargetWarning[];
}

/**
 * The statements that make the table, or add its new columns and drop checks that no longer hold. Everything else would need the
 * table to be copied or rows to be changed, so that it is a problem, with the ALTER that a person would have to run.
 */
export function planTable(
  definition: Definition,
  wanted: WantedTable,
  before: TableDescription | undefined,
): TablePlan {
  if (!before) return { statements: [createTable(wanted)], problems: [], warnings: [] };
  const findings = new Findings();
  const { problems, warnings } = findings;
  if (!columnOf(before, ROW_COLUMN)) {
    const message = `The table ${nameOf(before)} exists, and Sluice did not make it. Choose another name, or have it listed in IMPORT_TARGETS and write manage: existing.`;
    findings.report(['target', 'table'], 'TABLE_EXISTS', message);
    return { statements: [], problems, warnings };
  }
  const change = new Change(definition, wanted, before, findings);
  change.compareColumns();
  change.compareKeys();
  const parts = [...change.added(), ...change.dropped()];
  const statements = parts.length === 0 ? [] : [`ALTER TABLE ${quotedTable(before)} ${parts.join(', ')}`];
  return { statements: problems.length > 0 ? [] : statements, problems, warnings };
}

class Change {
  readonly #paths: ReadonlyMap<string, Path>;
  readonly #wanted: WantedTable;
  readonly #before: TableDescription;
  readonly #findings: Findings;

  constructor(definition: Definition, wanted: WantedTable, before: TableDescription, findings: Findings) {
    this.#wanted = wanted;
    this.#before = before;
    this.#findings = findings;
    this.#paths = new Map(
      fieldColumns(definition).map(({ column, index, path }) => [
        column.toLowerCase(),
        index === undefined ? path : ['schema', 'fields', index],
      ]),
    );
  }

  /** Columns that are there and would have to be others. */
  compareColumns(): void {
    for (const column of this.#wanted.columns) {
      const old = columnOf(this.#before, column.name);
      if (!old) continue;
      const path = this.#paths.get(column.name.toLowerCase()) ?? ['target'];
      if (!covers(old, column)) this.#refuse(path, `is ${typeText(old)}, and would be ${typeText(column)}`, column);
      else if (!old.nullable && column.nullable)
        this.#refuse(path, 'is NOT NULL, and would be NULL', { ...old, nullable: true });
    }
    for (const old of this.#before.columns) {
      if (old.optional || columnOf(this.#wanted, old.name)) continue;
      this.#refuse(['schema', 'fields'], 'is NOT NULL, and no field is written to it any more', {
        ...old,
        nullable: true,
      });
    }
  }

  #refuse(path: Path, what: string, column: TableColumn): void {
    const message = `${nameOf(this.#before)}.${column.name} ${what}. Sluice only adds columns. Choose another column, or have the table changed: ALTER TABLE ${quotedTable(this.#before)} MODIFY ${columnSql(column)}.`;
    this.#findings.report(path, 'TABLE_DIFFERS', message);
  }

  /** Unique keys are the same. */
  compareKeys(): void {
    const path = ['schema', 'primaryKey'];
    const uniqueOf = ({ indexes }: TableDescription) => indexes.filter(({ unique }) => unique);
    const [old, wanted] = [uniqueOf(this.#before), uniqueOf(this.#wanted)];
    const isIn = (indexes: TableDescription['indexes'], columns: readonly (string | null)[]) =>
      indexes.some((index) => sameNames(index.columns, columns.map(String)));
    const alter = `ALTER TABLE ${quotedTable(this.#before)}`;
    for (const { columns } of wanted) {
      if (isIn(old, columns)) continue;
      const list = columns.map((name) => quote(name ?? '')).join(', ');
      const message = `${nameOf(this.#before)} has no unique key over ${columns.join(', ')}, and rows that exist may violate one, so Sluice does not add it. Have it added: ${alter} ADD UNIQUE (${list}).`;
      this.#findings.report(path, 'TABLE_DIFFERS', message);
    }
    for (const { name, columns } of old) {
      if (isIn(wanted, columns)) continue;
      const message = `${nameOf(this.#before)} has the unique key ${name} over ${columns.join(', ')}, which the definition no longer has. Have it removed: ${alter} DROP INDEX ${quote(name)}.`;
      this.#findings.report(path, 'TABLE_DIFFERS', message);
    }
  }

  /** New columns. Rows that exist have no values for them, so that they may be NULL; imports require values. */
  added(): string[] {
    return this.#wanted.columns
      .filter(({ name }) => !columnOf(this.#before, name))
      .map((column) => `ADD COLUMN ${columnSql(column.more ? column : { ...column, nullable: true })}`);
  }

  /** Checks that the definition no longer has. New ones would be a copy of the table, and imports check rows themselves. */
  dropped(): string[] {
    const said = new Set(this.#wanted.checks.map(({ condition }) => plainCondition(condition)));
    const gone = this.#before.checks.filter(({ condition }) => !said.has(plainCondition(condition)));
    return gone.map(({ name }) => `DROP CONSTRAINT ${quote(name)}`);
  }
}

const typeText = ({ type, collation }: TableColumn): string => (collation === null ? type : `${type} ${collation}`);

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };
const CHARACTERS: Readonly<Record<string, number>> = {
  tinytext: 63,
  text: 16_383,
  mediumtext: 4_194_303,
  longtext: 2 ** 30,
};

/** Whether a column holds everything that another would. */
function covers(old: TableColumn, wanted: TableColumn): boolean {
  if (wanted.collation !== null && !sameName(old.collation ?? '', wanted.collation)) return false;
  if (old.type === wanted.type) return true;
  const [a, b] = [columnType(old.type), columnType(wanted.type)];
  if (a.family !== b.family || (a.unsigned && !b.unsigned)) return false;
  const [[aSize = 0, aScale = 0], [bSize = 0, bScale = 0]] = [a.sizes, b.sizes];
  switch (a.family) {
    case 'integer':
      return a.unsigned === b.unsigned && (BITS[a.base] ?? 0) >= (BITS[b.base] ?? 64);
    case 'decimal':
      return aScale >= bScale && aSize - aScale >= bSize - bScale;
    case 'text':
      return (CHARACTERS[a.base] ?? aSize) >= (CHARACTERS[b.base] ?? bSize);
    case 'datetime':
    case 'time':
      return a.base === b.base && aSize >= bSize;
    default:
      return false;
  }
}
