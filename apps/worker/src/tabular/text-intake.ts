import { chooseLegacy, type EncodingChoice, keepDamaged } from './choose-encoding.ts';
import { encodingInvalid } from './refusals.ts';
import { notATable } from './signature.ts';
import { StrayBoms } from './stray-boms.ts';
import { isUtf16, SurrogateCheck, type Transcoding, transcoding } from './transcoding.ts';
import { Utf8Check } from './utf8.ts';

/** Bytes around those that are not UTF-8, by which the encoding of a file is detected whose head is ASCII. */
const SAMPLE_BYTES = 64 * 1024;
const PIECE_BYTES = 8 * 1024;

export interface IntakeResult {
  readonly choice: EncodingChoice;
  /** The text has marks for invalid bytes. */
  readonly invalidBytes: boolean;
  /** The file must be read again, with this choice, because its head did not show how. */
  readonly again: boolean;
}

/**
 * Turns the bytes of a text file into UTF-8 without byte-order marks, chunk by chunk, and checks them against the encoding
 * that was chosen. What is UTF-8 already passes through uncopied.
 */
export class TextIntake {
  readonly #choice: EncodingChoice;
  readonly #isUtf16: boolean;
  readonly #transcoding: Transcoding | undefined;
  readonly #utf8: Utf8Check | undefined;
  readonly #surrogates = new SurrogateCheck();
  readonly #boms = new StrayBoms();
  readonly #sample: Buffer[] = [];
  #sampled = 0;
  #bytes = 0;
  #units = 0;

  constructor(choice: EncodingChoice) {
    this.#choice = choice;
    const { encoding, settled } = choice;
    if (encoding === 'utf-8' && !settled) this.#utf8 = new Utf8Check();
    else this.#transcoding = transcoding(encoding, (text) => this.#checkUtf16(text));
    this.#isUtf16 = isUtf16(encoding);
  }

  /** @throws AppError FILE_NOT_A_TABLE, or FILE_ENCODING_INVALID for UTF-16 */
  push(chunk: Buffer): Buffer {
    const { bomBytes } = this.#choice;
    const bytes = this.#bytes === 0 && bomBytes > 0 ? chunk.subarray(bomBytes) : chunk;
    if (!this.#isUtf16) {
      const nul = chunk.indexOf(0);
      if (nul !== -1) throw nulFound(this.#bytes + nul);
    }
    if (this.#utf8 !== undefined && !this.#utf8.push(chunk)) this.#keepSample(chunk);
    this.#bytes += chunk.length;
    return this.#boms.push(this.#transcoding?.push(bytes, false) ?? bytes, false);
  }

  /** The last of the text. `partial`: the file continues, so that a character split at the end is left out. */
  end(partial: boolean): Buffer {
    const nothing = Buffer.alloc(0);
    return this.#boms.push(this.#transcoding?.push(nothing, !partial) ?? nothing, true);
  }

  /** Call it after `end`. @throws AppError FILE_ENCODING_INVALID */
  result(partial: boolean): IntakeResult {
    const { encoding, certainty, warnings } = this.#choice;
    if (this.#isUtf16) {
      if (!partial) this.#surrogates.finish();
      this.#refuseSurrogates();
      if (!partial && this.#bytes % 2 === 1) throw encodingInvalid(encoding, this.#bytes - 1, certainty);
    }
    if (!partial) this.#utf8?.finish();
    if (this.#utf8 !== undefined && this.#utf8.invalid > 0) return this.#rethink(this.#utf8);
    const choice = { ...this.#choice, warnings: [...warnings, ...this.#boms.warnings] };
    return { choice, invalidBytes: (this.#transcoding?.invalid ?? 0) > 0, again: false };
  }

  #rethink(utf8: Utf8Check): IntakeResult {
    const { encoding, certainty } = this.#choice;
    const damaged = utf8.valid > utf8.invalid;
    if (certainty === 'given' && !damaged) throw encodingInvalid(encoding, utf8.invalidAt, certainty);
    const isUtf8 = certainty === 'bom' || damaged;
    const choice = isUtf8 ? keepDamaged(this.#choice, utf8) : chooseLegacy(Buffer.concat(this.#sample), utf8);
    const warnings = [...choice.warnings, ...this.#boms.warnings];
    return { choice: { ...choice, warnings }, invalidBytes: false, again: true };
  }

  #checkUtf16(text: string): void {
    const nul = text.indexOf('\0');
    if (nul !== -1) throw nulFound(this.#choice.bomBytes + (this.#units + nul) * 2);
    this.#surrogates.push(text);
    this.#units += text.length;
    if (this.#choice.certainty !== 'valid') this.#refuseSurrogates();
  }

  #refuseSurrogates(): void {
    const { encoding, certainty, bomBytes } = this.#choice;
    const unit = this.#surrogates.invalidAt;
    if (unit !== -1) throw encodingInvalid(encoding, bomBytes + unit * 2, certainty);
  }

  #keepSample(chunk: Buffer): void {
    if (this.#sampled >= SAMPLE_BYTES) return;
    const first = chunk.findIndex((byte) => byte >= 0x80);
    const line = chunk.lastIndexOf(10, Math.max(first, 0)) + 1;
    const piece = Buffer.from(chunk.subarray(line, line + PIECE_BYTES));
    this.#sample.push(piece);
    this.#sampled += piece.length;
  }
}

function nulFound(offset: number) {
  return notATable(
    `The byte at offset ${offset} is NUL, so this looks like a binary file. Export the table as ` +
      'CSV or XLSX and send that.',
    { offset },
  );
}
