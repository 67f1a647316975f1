import { AppError, counted } from '@sluice/core';
import type { TableLimits } from '../types.ts';
import { type CellContext, cellText } from './cell-text.ts';
import type { RowWriter } from './row-writer.ts';
import { eachAttribute, type XmlHandler, XmlScanner } from './xml.ts';

/** Converts the XML of a worksheet, which arrives in chunks, to rows of the CSV spool. */
export class SheetReader implements XmlHandler {
  readonly scanner: XmlScanner = new XmlScanner(this);
  /** Formulas without a cached result. */
  formulasWithoutValue = 0;
  readonly #context: CellContext;
  readonly #writer: RowWriter;
  readonly #limits: TableLimits;
  #inData = false;
  #row = 0;
  #column = 0;
  #type = '';
  #style = '';
  #value = '';
  #formula = false;
  #phonetic = false;

  constructor(context: CellContext, writer: RowWriter, limits: TableLimits) {
    this.#context = context;
    this.#writer = writer;
    this.#limits = limits;
  }

  open(name: string, attributes: string): void {
    if (!this.#inData) {
      if (name === 'sheetData') this.#inData = true;
    } else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.scanner.wantsText = true;
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 't') this.scanner.wantsText = !this.#phonetic;
    else if (name === 'f') this.#formula = true;
    else if (name === 'rPh') this.#phonetic = true;
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (name === 'c') this.#closeCell();
    else if (name === 'v' || name === 't') this.scanner.wantsText = false;
    else if (name === 'row') this.#writer.endRow(this.#row);
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'sheetData') this.#inData = false;
  }

  text(value: string): void {
    if (this.#value === '') this.#value = value;
    else if (this.#value.length <= this.#limits.maxRowBytes) this.#value += value;
  }

  /** A row or cell without a number follows the previous one. */
  #openRow(attributes: string): void {
    let row = this.#row + 1;
    eachAttribute(attributes, (name, value) => {
      if (name === 'r') row = Number(value);
    });
    const { maxRows } = this.#limits.xlsx;
    if (!(row >= 1 && row <= maxRows)) {
      throw new AppError('TOO_MANY_ROWS', `The sheet has a row ${row}; the limit is ${counted(maxRows, 'row')}.`);
    }
    this.#row = row;
    this.#column = 0;
  }

  readonly #cellAttribute = (name: string, value: string): void => {
    if (name === 'r') this.#column = columnOf(value) - 1;
    else if (name === 't') this.#type = value;
    else if (name === 's') this.#style = value;
  };

  #openCell(attributes: string): void {
    this.#type = '';
    this.#style = '';
    this.#value = '';
    this.#formula = false;
    eachAttribute(attributes, this.#cellAttribute);
    this.#column++;
    const { maxColumns } = this.#limits.xlsx;
    if (this.#column <= maxColumns) return;
    throw new AppError('TOO_MANY_COLUMNS', `Row ${this.#row} has more than ${counted(maxColumns, 'column')}.`);
  }

  #closeCell(): void {
    const cell = cellText(this.#type, this.#style, this.#value, this.#context);
    if (cell !== '') this.#writer.cell(this.#column, cell);
    else if (this.#formula && this.#type !== 'str') this.formulasWithoutValue++;
  }
}

/** `AB12` is in column 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}
