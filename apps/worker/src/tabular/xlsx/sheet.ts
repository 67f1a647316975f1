import { AppError, counted, excerpt } from '@sluice/core';
import { workbookCorrupt } from '../refusals.ts';
import { faultCell, isBlankCell } from '../spool-cells.ts';
import type { TableLimits } from '../types.ts';
import { type CellContext, type CellNote, cellText } from './cell-text.ts';
import { Disorder, type Layout, type RowSink } from './row-sink.ts';
import { SheetNotes } from './sheet-notes.ts';
import { isTrue } from './workbook.ts';
import { type XmlHandler, XmlScanner } from './xml.ts';
import { eachAttribute } from './xml-text.ts';

/** Converts the XML of a worksheet, which arrives in chunks, to rows of the CSV spool. */
export class SheetReader implements XmlHandler {
  readonly scanner: XmlScanner = new XmlScanner(this);
  readonly notes = new SheetNotes();
  readonly #context: CellContext;
  readonly #sink: RowSink;
  readonly #limits: TableLimits;
  /** 1 if the sheet numbers its rows from 0. */
  #shift: number;
  #inData = false;
  #row = 0;
  /** Whether the row or one of its cells has said the row's number. */
  #numbered = false;
  #hidden = false;
  #column = 0;
  #type = '';
  #style = '';
  #value = '';
  #formula = false;
  #hasValue = false;
  #phonetic = false;

  constructor(context: CellContext, sink: RowSink, limits: TableLimits, layout: Layout) {
    this.#context = context;
    this.#sink = sink;
    this.#limits = limits;
    this.#shift = layout.fromZero ? 1 : 0;
  }

  get fromZero(): boolean {
    return this.#shift === 1;
  }

  open(name: string, attributes: string): void {
    if (!this.#inData) {
      if (name === 'sheetData') this.#inData = true;
      else this.notes.seeTag(name, attributes);
    } else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') {
      this.#hasValue = true;
      this.scanner.wantsText = true;
    } else if (name === 'row') this.#openRow(attributes);
    else if (name === 't') this.scanner.wantsText = !this.#phonetic;
    else if (name === 'f') this.#formula = true;
    else if (name === 'is') {
      // Text, whatever it looks like, also if the cell does not say so.
      if (this.#type === '') this.#type = 'inlineStr';
    } else if (name === 'rPh') this.#phonetic = true;
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (name === 'c') this.#closeCell();
    else if (name === 'v' || name === 't') this.scanner.wantsText = false;
    else if (name === 'row') this.#closeRow();
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'sheetData') this.#inData = false;
  }

  text(value: string): void {
    if (this.#value === '') this.#value = value;
    else if (this.#value.length <= this.#limits.maxRowBytes) this.#value += value;
  }

  readonly #rowAttribute = (name: string, value: string): void => {
    if (name === 'r') this.#numberRow(value);
    else if (name === 'hidden') this.#hidden ||= isTrue(value);
    else if (name === 'ht') this.#hidden ||= Number(value) === 0;
  };

  /** A row or cell without a number follows the previous one. */
  #openRow(attributes: string): void {
    this.#row++;
    this.#numbered = false;
    this.#hidden = false;
    this.#column = 0;
    eachAttribute(attributes, this.#rowAttribute);
  }

  #numberRow(text: string): void {
    const row = Number(text);
    if (!Number.isInteger(row) || row < 0 || text.trim() === '')
      throw workbookCorrupt(`a row has the number "${text}"`);
    if (row === 0 && this.#shift === 0) {
      if (this.#sink.rows > 0) throw new Disorder({ fromZero: true });
      this.#shift = 1;
    }
    this.#row = row + this.#shift;
    this.#numbered = true;
  }

  #closeRow(): void {
    if (this.#sink.endRow(this.#row) && this.#hidden) this.notes.hiddenRow(this.#row);
  }

  readonly #cellAttribute = (name: string, value: string): void => {
    if (name === 'r') this.#place(value);
    else if (name === 't') this.#type = value;
    else if (name === 's') this.#style = value;
  };

  #openCell(attributes: string): void {
    this.#type = '';
    this.#style = '';
    this.#value = '';
    this.#formula = false;
    this.#hasValue = false;
    this.#column++;
    eachAttribute(attributes, this.#cellAttribute);
  }

  /** `AB12` is in column 28; the number counts if the row has none. Any other reference is refused: the cell could end up in the wrong column. */
  #place(reference: string): void {
    if (reference === '') return;
    let column = 0;
    let at = reference.charCodeAt(0) === 36 ? 1 : 0;
    for (; at < reference.length; at++) {
      const code = reference.charCodeAt(at) & ~32;
      if (code < 65 || code > 90) break;
      column = column * 26 + code - 64;
    }
    if (column === 0) throw wrongReference(reference);
    this.#column = column;
    if (reference.charCodeAt(at) === 36) at++;
    if (at === reference.length) return;
    let row = 0;
    for (let digit = at; digit < reference.length; digit++) {
      const value = reference.charCodeAt(digit) - 48;
      if (!(value >= 0 && value <= 9)) throw wrongReference(reference);
      row = row * 10 + value;
    }
    // In a sheet whose rows start at 0, cells may count rows from 0 or from 1.
    if (!this.#numbered) this.#numberRow(reference.slice(at));
    else if (row + this.#shift !== this.#row && row !== this.#row) this.#note('ROW_REFERENCE_WRONG');
  }

  #closeCell(): void {
    const missing = this.#formula && this.#value === '' && !(this.#type === 'str' && this.#hasValue);
    if (missing) this.#note('FORMULA_WITHOUT_VALUE');
    else if (this.#formula) this.notes.formulas++;
    const cell = missing
      ? faultCell('FORMULA_WITHOUT_VALUE', '')
      : cellText(this.#type, this.#style, this.#value, this.#context, this.#note);
    if (cell === '') return;
    const { maxColumns } = this.#limits.xlsx;
    if (this.#column > maxColumns) {
      if (isBlankCell(cell)) return;
      throw new AppError('TOO_MANY_COLUMNS', `Row ${this.#row} has more than ${counted(maxColumns, 'column')}.`);
    }
    this.#sink.cell(this.#column, cell);
  }

  readonly #note = (code: CellNote, detail?: string): void => this.notes.cell(code, this.#row, this.#column, detail);
}

const wrongReference = (reference: string) => workbookCorrupt(`a cell has the reference "${excerpt(reference, 40)}"`);
