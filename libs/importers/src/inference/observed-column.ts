import { excerpt } from '@sluice/core';
import { cellText } from '../characters.ts';
import { DateOrderEvidence } from '../dates.ts';
import { codePoints } from '../fields/lengths.ts';
import { allReadings } from './all-readings.ts';
import { folded, Hashes } from './hashes.ts';
import { isPlaceholder } from './placeholders.ts';
import { Readings } from './reading.ts';

/** Different values that are remembered with their counts, and how long each may be. */
const MOST_VALUES = 60;
const LONGEST_VALUE = 80;
const MOST_EXAMPLES = 3;
const LEADING_ZERO = /^[+-]?0\d/;
const PLUS = /^\+\d/;
const ZERO_AND_MARK = /^[+-]?0[.,]/;
const LONG_NUMBER = /^[+-]?\d{19,}$/;
const EXPONENT = /^[+-]?\d+[eE]/;
/** What stands before and after a number, such as € or kg. */
const UNITS = /^([^\d+()-]*)[\d+()-](?:.*[\d()])?([^\d()]*)$/s;
const MOST_UNITS = 3;

/** What is known of a column: counted cell by cell, in memory that does not depend on the values. */
export class ObservedColumn {
  readonly index: number;
  readonly header: string;
  /** Cells that are no placeholder and not blank. */
  values = 0;
  blanks = 0;
  /** Cells with invisible characters only, which a key does not have. */
  invisible = 0;
  /** Texts that may stand for no value, with how often they occur. */
  readonly placeholders = new Map<string, number>();
  /** Those of them that are values here. */
  readonly valuePlaceholders = new Set<string>();
  /** In characters; of values. */
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  readonly examples: string[] = [];
  readonly hashes = new Hashes();
  readonly dates = new DateOrderEvidence();
  /** Values by their beginning, as far as that decides whether they are numbers. */
  leadingZeros = 0;
  plusSigns = 0;
  zeroPoints = 0;
  exponents = 0;
  /** Values with more digits than BIGINT has. */
  longNumbers = 0;
  /** Values that have a comma, a semicolon or a bar. */
  readonly separated = { ',': 0, ';': 0, '|': 0 };
  /** Texts around numbers; more than three are not told apart. */
  readonly units = new Set<string>();
  /** Whether some of them stand right beside the digits, or before them. */
  unitsAttached = false;
  unitsBefore = false;
  readonly #readings = new Readings(allReadings());
  #counts: Map<string, number> | undefined = new Map();

  constructor(index: number, header: string) {
    this.index = index;
    this.header = header;
  }

  /** The different values with how often they occur; undefined if there are too many. */
  get counts(): ReadonlyMap<string, number> | undefined {
    return this.#counts;
  }

  /** The readings that take every value. */
  get readings() {
    return this.#readings.alive;
  }

  /** Blank cells and placeholders are not values. */
  see(cell: string): void {
    const text = cellText(cell);
    this.hashes.push(text);
    if (text === '') this.blanks++;
    else if (isPlaceholder(text)) this.placeholders.set(text, (this.placeholders.get(text) ?? 0) + 1);
    else this.#seeValue(text);
  }

  /** Counts placeholders as the values that they are in a column of texts. */
  takeAsValues(texts: readonly string[]): void {
    for (const text of texts) {
      const count = this.placeholders.get(text) ?? 0;
      this.placeholders.delete(text);
      this.valuePlaceholders.add(text);
      for (let seen = 0; seen < count; seen++) this.#seeValue(text);
    }
  }

  #seeValue(text: string): void {
    this.values++;
    const length = codePoints(text);
    if (length > this.longest) this.longest = length;
    if (length < this.shortest) this.shortest = length;
    this.#readings.see(text);
    this.#count(text);
    if (this.examples.length < MOST_EXAMPLES) {
      const example = excerpt(text);
      if (!this.examples.includes(example)) this.examples.push(example);
    }
    if (this.#readings.count > 0) this.#seeForm(text);
    for (const mark of [',', ';', '|'] as const) if (text.includes(mark)) this.separated[mark]++;
    if (folded(text) === '') this.invisible++;
  }

  /** What numbers and dates look like; not looked at any more in a column of texts. */
  #seeForm(text: string): void {
    this.dates.see(text);
    if (LEADING_ZERO.test(text)) this.leadingZeros++;
    if (PLUS.test(text)) this.plusSigns++;
    if (ZERO_AND_MARK.test(text)) this.zeroPoints++;
    if (EXPONENT.test(text)) this.exponents++;
    if (LONG_NUMBER.test(text)) this.longNumbers++;
    if (this.units.size > MOST_UNITS || text.length > LONGEST_VALUE) return;
    const [, before, after] = UNITS.exec(text) ?? [];
    if (before === undefined || after === undefined) return;
    this.units.add(`${before.trim()} ${after.trim()}`.trim());
    this.unitsAttached ||= /\S$/.test(before) || /^\S/.test(after);
    this.unitsBefore ||= before.trim() !== '';
  }

  #count(text: string): void {
    const before = this.#counts?.get(text);
    if (before !== undefined) this.#counts?.set(text, before + 1);
    else if (this.#counts && this.#counts.size < MOST_VALUES && text.length <= LONGEST_VALUE) this.#counts.set(text, 1);
    else this.#counts = undefined;
  }
}
