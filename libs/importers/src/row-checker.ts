import { counted, WarningTally } from '@sluice/core';
import { excelText, isPlainKey, normalizeKey } from './characters.ts';
import { excerpt } from './excerpt.ts';
import { ASK, type BlankInUpdates, RowExpression } from './expressions/row-expression.ts';
import { fieldNames, type HeaderMapping } from './header.ts';
import { RepeatedCells } from './repeated-cells.ts';
import { looksTyped } from './typed-cell.ts';
import type { CellContext, CellFault, Column, DateOrder, Importer, OrderRule, RowError } from './types.ts';

export interface RowCheckerOptions {
  readonly importer: Importer;
  readonly mapping: HeaderMapping;
  /** Returns the order for dates such as 03/04/2024; called when the file has one. */
  readonly dateOrder: () => DateOrder | undefined;
  /** What blank columns of new rows are stored as. */
  readonly fallbacks: Readonly<Record<string, string>>;
  /** What a blank cell does to a row that exists; undefined if existing rows are not written. */
  readonly blankInUpdates?: BlankInUpdates;
}

const EQUALS = 61;

const excelTextMessage = (count: number): string =>
  `${counted(count, 'cell')} written as ="…", which is Excel's form of text: the text between the quotes is used.`;
const invisibleMessage = (count: number): string =>
  `Invisible characters were removed from the keys in ${counted(count, 'cell')}.`;
const recomposedMessage = (count: number): string =>
  `The keys in ${counted(count, 'cell')} were converted to Unicode's usual form (NFC), in which keys are compared.`;

interface CheckedColumn {
  readonly name: string;
  readonly isKey: boolean;
  readonly header: string;
  readonly index: number;
  readonly parse: Column['type']['parse'];
  readonly parseTyped: Column['type']['parse'];
  readonly required: boolean;
  readonly missing: ReadonlySet<string> | undefined;
  readonly repeated: RepeatedCells;
}

/** Trims only if the first or last code unit may be whitespace. */
function trimmed(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first <= 32 || last <= 32 || first > 126 || last > 126 ? text.trim() : text;
}

/**
 * Checks rows against an importer's columns, with the header's mapping compiled in. Not reentrant: `values` and `rejects` are
 * overwritten by the next `check`.
 */
export class RowChecker implements CellContext {
  /** The mapped columns and the key, in the order of `values`. */
  readonly columns: readonly string[];
  /** MySQL's text for each of `columns` of the last checked row; undefined if the cell is blank. */
  readonly values: (string | undefined)[];
  /** The errors of the last checked row. */
  rejects: RowError[] = [];
  /**
   * Whether the last row would be wrong as a new one, but may be right as one that exists, of which an update keeps values. A row
   * without errors for which this is false may be inserted.
   */
  asks = false;
  /** The positions of the key's columns in `values`. */
  readonly keyIndexes: readonly number[];
  /** What was assumed or repaired in the rows checked so far. */
  readonly warnings = new WarningTally();
  readonly #checked: readonly CheckedColumn[];
  readonly #rules: readonly {
    /** The position in `values`; -1 if the file lacks the column. */
    lower: number;
    upper: number;
    lowerFallback: string | undefined;
    upperFallback: string | undefined;
    compare: OrderRule['compare'];
    code: string;
    message: string;
    field: string;
  }[];
  readonly #expressions: readonly RowExpression[];
  /** Whether an update may keep a stored value, which only the database knows. */
  readonly #mayKeep: boolean;
  readonly #dateOrder: () => DateOrder | undefined;
  /** What messages call a field. */
  readonly #nameOf: (field: string) => string;
  #row = 0;
  #line = 0;
  #field = '';
  #header = '';
  #value = '';
  /** Whether the cell was stored in a way that its text alone does not decide, or something was reported about it. */
  #isSpecial = false;

  constructor({ importer, mapping, dateOrder, fallbacks, blankInUpdates }: RowCheckerOptions) {
    this.#dateOrder = dateOrder;
    this.#nameOf = fieldNames(mapping);
    const indexOf = (name: string): number => mapping.matches.findIndex(({ column }) => column === name);
    const fed = importer.columns.filter(({ name }) => indexOf(name) >= 0 || importer.keys.includes(name));
    this.#checked = fed.map(({ name, type, required, missing }) => ({
      ...{ name, isKey: importer.keys.includes(name) },
      header: mapping.matches[indexOf(name)]?.header ?? name,
      index: indexOf(name),
      parse: type.parse,
      parseTyped: type.parseTyped ?? type.parse,
      required: required ?? false,
      missing,
      repeated: new RepeatedCells(fed.length),
    }));
    this.columns = fed.map(({ name }) => name);
    this.values = new Array(fed.length).fill(undefined);
    this.keyIndexes = importer.keys.map((name) => this.columns.indexOf(name));
    this.#rules = (importer.rules ?? []).flatMap(({ lower, upper, code, message, compare }) => {
      const rule = { lower: this.columns.indexOf(lower), upper: this.columns.indexOf(upper), code, message, compare };
      const defaults = { lowerFallback: fallbacks[lower], upperFallback: fallbacks[upper] };
      return rule.lower < 0 && rule.upper < 0 ? [] : [{ ...rule, ...defaults, field: upper }];
    });
    this.#mayKeep = blankInUpdates !== undefined;
    this.#expressions = (importer.checks ?? []).map(
      (check) => new RowExpression(check, this.columns, fallbacks, blankInUpdates),
    );
  }

  get dateOrder(): DateOrder | undefined {
    this.#isSpecial = true;
    return this.#dateOrder();
  }

  /**
   * True if the row has no errors.
   * @param faults why cells of a workbook have no value, by position
   * @param texts positions of the cells of a workbook that are texts and look like other values; absent for other files
   */
  check(
    cells: readonly string[],
    row: number,
    line: number,
    faults?: ReadonlyMap<number, CellFault>,
    texts?: ReadonlySet<number>,
  ): boolean {
    this.#row = row;
    this.#line = line;
    if (this.rejects.length > 0) this.rejects = [];
    this.asks = false;
    for (let at = 0; at < this.#checked.length; at++) {
      const column = this.#checked[at] as CheckedColumn;
      const cell = column.index < 0 ? '' : (cells[column.index] ?? '');
      if (cell !== '' && texts === undefined) {
        const stored = column.repeated.find(cell);
        if (stored !== undefined) {
          this.values[at] = stored;
          continue;
        }
      }
      this.#isSpecial = false;
      let text = trimmed(cell);
      if (text.charCodeAt(0) === EQUALS) text = this.#withoutExcelForm(text, column);
      if (column.missing?.has(text)) text = '';
      if (column.isKey && !isPlainKey(text)) text = this.#normalKey(text, column);
      this.#field = column.name;
      this.#header = column.header;
      this.#value = text;
      if (text !== '') {
        if (texts === undefined) {
          const stored = column.parse(text, this);
          this.values[at] = stored;
          if (stored !== undefined && !this.#isSpecial) column.repeated.remember(cell, stored);
        } else this.values[at] = this.#parseOfWorkbook(column, text, texts);
      } else {
        this.values[at] = undefined;
        const fault = faults?.get(column.index);
        if (fault) this.#failCell(fault, column.required || column.isKey);
        else if (column.required) this.fail('REQUIRED', 'is required');
      }
    }
    if (this.rejects.length === 0) this.#checkOrder(cells);
    if (this.rejects.length === 0 && this.#expressions.length > 0) this.#checkExpressions();
    return this.rejects.length === 0;
  }

  /** A cell of a workbook is read by its value, unless it is a text. */
  #parseOfWorkbook(column: CheckedColumn, text: string, texts: ReadonlySet<number>): string | undefined {
    const isTyped = !texts.has(column.index) && looksTyped(text);
    return isTyped ? column.parseTyped(text, this) : column.parse(text, this);
  }

  #withoutExcelForm(cell: string, { header }: CheckedColumn): string {
    const text = excelText(cell);
    if (text === undefined) return cell;
    this.#isSpecial = true;
    this.warnings.add('EXCEL_TEXT_FORM', this.#row, excelTextMessage, header);
    return text.trim();
  }

  #normalKey(text: string, { header }: CheckedColumn): string {
    const { key, invisibleRemoved, recomposed } = normalizeKey(text);
    this.#isSpecial = true;
    if (invisibleRemoved) this.warnings.add('INVISIBLE_REMOVED', this.#row, invisibleMessage, header);
    if (recomposed) this.warnings.add('UNICODE_NORMALIZED', this.#row, recomposedMessage, header);
    return key;
  }

  #checkOrder(cells: readonly string[]): void {
    for (const rule of this.#rules) {
      const [lower, upper] = [this.values[rule.lower], this.values[rule.upper]];
      const [least, most] = [lower ?? rule.lowerFallback, upper ?? rule.upperFallback];
      if (least === undefined || most === undefined) continue;
      if (rule.compare ? rule.compare(most, least) >= 0 : most >= least) continue;
      if (this.#mayKeep && (lower === undefined || upper === undefined)) this.asks = true;
      else {
        this.#field = rule.field;
        const cell = cells[this.#checked[rule.upper]?.index ?? -1] ?? '';
        this.#value = cell.trim() || most;
        this.#report(rule.code, rule.message);
      }
    }
  }

  #checkExpressions(): void {
    for (const expression of this.#expressions) {
      const error = expression.errorOf(this.values);
      if (error === ASK) this.asks = true;
      else if (error) this.rejects.push({ row: this.#row, line: this.#line, outcome: 'failed', ...error });
    }
  }

  /** A formula that nobody has calculated is a missing value, but a key must not be made up for it. */
  #failCell({ code, message, value = '' }: CellFault, required: boolean): void {
    if (code === 'FORMULA_WITHOUT_VALUE' && !required) return;
    this.#value = value;
    this.fail(code, message);
  }

  fail(code: string, message: string): undefined {
    this.#report(code, `${this.#nameOf(this.#field)} ${message}`);
    return undefined;
  }

  note(code: string, message: (count: number) => string): void {
    this.#isSpecial = true;
    this.warnings.add(code, this.#row, message, this.#header);
  }

  #report(code: string, message: string): void {
    this.#isSpecial = true;
    this.rejects.push({
      row: this.#row,
      line: this.#line,
      outcome: 'failed',
      code,
      field: this.#field,
      value: this.#value === '' ? null : excerpt(this.#value),
      message,
    });
  }
}
