import { type ByteWriter, stopsAt } from '../byte-writer.ts';
import type { SheetCell, SheetColumn } from '../types.ts';
import { escapeXml, excelDay, fitCell, isExcelNumber, MAX_CELL_TEXT } from './excel-values.ts';
import { type CellStyle, cellStyleNames, severityStyle } from './styles.ts';

/** The number of each style in the workbook's `cellXfs`. */
export type StyleIds = Readonly<Record<CellStyle, number>>;

/** The XML around a value, after the cell reference. */
interface Frame {
  readonly open: Uint8Array;
  readonly close: Uint8Array;
}

type Frames = Readonly<Record<CellStyle, Frame>>;

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

function framesOf(ids: StyleIds, open: (style: number) => string, close: string): Frames {
  const frames = cellStyleNames.map((name) => [name, { open: bytesOf(open(ids[name])), close: bytesOf(close) }]);
  return Object.fromEntries(frames) as Frames;
}

const UNDERSCORE = 95;
const LOWER_X = 120;
const CONTROLS = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter((c) => !'\t\n'.includes(c));
const STOPS = stopsAt(`&<>_${CONTROLS.join('')}`);
const isSpace = (code: number): boolean => code <= 32;

/** Writes cells as worksheet XML. Text is always typed as text, so no program treats it as a formula. */
export class CellWriter {
  readonly #out: ByteWriter;
  readonly #text: Frames;
  /** For text with outer spaces, which XML readers would drop. */
  readonly #spaced: Frames;
  readonly #value: Frames;
  readonly #boolean: Frame;

  constructor(out: ByteWriter, ids: StyleIds) {
    this.#out = out;
    this.#text = framesOf(ids, (id) => `" s="${id}" t="inlineStr"><is><t>`, '</t></is></c>');
    this.#spaced = framesOf(ids, (id) => `" s="${id}" t="inlineStr"><is><t xml:space="preserve">`, '</t></is></c>');
    this.#value = framesOf(ids, (id) => `" s="${id}"><v>`, '</v></c>');
    this.#boolean = framesOf(ids, (id) => `" s="${id}" t="b"><v>`, '</v></c>').boolean;
  }

  /** Writes the XML after `<c r="A1`. Cells that are null are not written at all. */
  write(cell: NonNullable<SheetCell>, type: SheetColumn['type']): void {
    if (typeof cell === 'string') this.text(cell, type === 'severity' ? severityStyle(cell) : 'text');
    else if (typeof cell === 'number') this.#number(cell, type);
    else if (typeof cell === 'boolean') this.#framed(this.#boolean, Number(cell));
    else this.#date(cell);
  }

  text(whole: string, style: CellStyle): void {
    const text = whole.length > MAX_CELL_TEXT ? fitCell(whole) : whole;
    const spaced = text !== '' && (isSpace(text.charCodeAt(0)) || isSpace(text.charCodeAt(text.length - 1)));
    const frame = (spaced ? this.#spaced : this.#text)[style];
    this.#out.constant(frame.open);
    this.#content(text);
    this.#out.constant(frame.close);
  }

  #content(text: string): void {
    let at = this.#out.plain(text, 0, STOPS);
    while (at < text.length) {
      // Underscores are common, but only `_x0041_` must be escaped.
      if (text.charCodeAt(at) !== UNDERSCORE || text.charCodeAt(at + 1) === LOWER_X) {
        this.#out.utf8(escapeXml(text.slice(at)));
        return;
      }
      this.#out.ascii('_');
      at = this.#out.plain(text, at + 1, STOPS);
    }
  }

  #number(value: number, type: SheetColumn['type']): void {
    if (!isExcelNumber(value)) this.text(String(value), 'text');
    else this.#framed(this.#value[numberStyle(value, type)], value);
  }

  #date(date: Date): void {
    const day = excelDay(date);
    if (day === undefined) this.text(Number.isNaN(date.getTime()) ? String(date) : date.toISOString(), 'text');
    else this.#framed(this.#value[Number.isInteger(day) ? 'date' : 'moment'], day);
  }

  #framed(frame: Frame, value: number): void {
    this.#out.constant(frame.open);
    this.#out.number(value);
    this.#out.constant(frame.close);
  }
}

function numberStyle(value: number, type: SheetColumn['type']): CellStyle {
  if (type === 'percent') return type;
  if (type !== 'integer' && type !== 'number') return 'plain';
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-6)) return 'scientific';
  return Number.isInteger(value) && type === 'integer' ? 'integer' : 'number';
}
