/**
 * Longer texts are seldom repeated, and are kept by V8 as parts of the block that they were cut from, which would then stay in
 * memory.
 */
const MOST_UNITS = 12;
/** As powers of two: few for small files, which would spend more time on making slots than they could save. */
const [FIRST_BITS, MOST_BITS] = [6, 14];
/** Of all columns of a file together, which bounds their memory to some 40 MB. */
const SLOTS_OF_A_FILE = 524_288;
/** Questions after which a file is large. */
const SMALL = 2_048;
/** Questions after which it is decided, again and again, whether remembering is worth its time. */
const TRIAL = 32_768;
/** Reading a text takes several times as long as looking it up, but one that is not found costs both. */
const WORTH_IT = 0.5;
/** 2^32 divided by the golden ratio: Knuth's multiplicative hashing (The Art of Computer Programming, volume 3, 6.4). */
const SPREAD = 0x9e3779b1;

/**
 * What the cells of one column are stored as. Most columns of a large file repeat few texts, such as states, dates or rates,
 * which need to be read only once. Each text has one slot, in which the latest stays, and a column whose texts differ is given
 * up after a while.
 */
export class RepeatedCells {
  readonly #bits: number;
  #cells: string[] = [];
  #stored: string[] = [];
  /** Leaves as many bits of a hash as number the slots. */
  #shift = 0;
  /** Of the text that was asked for last. */
  #slot = 0;
  #asked = 0;
  #found = 0;
  #judgedAt = SMALL;
  #givenUp = false;

  /** @param columns how many columns of the file have one */
  constructor(columns: number) {
    this.#bits = Math.max(1, Math.floor(Math.log2(Math.min(2 ** MOST_BITS, SLOTS_OF_A_FILE / columns))));
    this.#makeSlots(Math.min(FIRST_BITS, this.#bits));
  }

  /** What `cell`, which is not blank, is stored as; undefined if it is not known. */
  find(cell: string): string | undefined {
    if (this.#givenUp || cell.length > MOST_UNITS) return undefined;
    if (++this.#asked > this.#judgedAt) this.#judge();
    let hash = cell.length;
    for (let at = 0; at < cell.length; at++) hash = (Math.imul(hash, 31) + cell.charCodeAt(at)) | 0;
    const slot = Math.imul(hash, SPREAD) >>> this.#shift;
    this.#slot = slot;
    if (this.#cells[slot] !== cell) return undefined;
    this.#found++;
    return this.#stored[slot];
  }

  /**
   * Remembers the cell that was asked for last. Only for cells that are stored the same way in every row, and about which
   * nothing has to be reported.
   */
  remember(cell: string, stored: string): void {
    if (this.#givenUp || cell.length > MOST_UNITS) return;
    this.#cells[this.#slot] = cell;
    this.#stored[this.#slot] = stored;
  }

  #judge(): void {
    if (this.#judgedAt === SMALL) this.#makeSlots(this.#bits);
    else if (this.#found < TRIAL * WORTH_IT) {
      this.#givenUp = true;
      this.#makeSlots(1);
    }
    this.#judgedAt = TRIAL;
    this.#asked = 0;
    this.#found = 0;
  }

  #makeSlots(bits: number): void {
    this.#shift = 32 - bits;
    this.#cells = new Array(2 ** bits).fill('');
    this.#stored = new Array(2 ** bits).fill('');
  }
}
