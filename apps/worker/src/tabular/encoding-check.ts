import type { Warning } from '@sluice/core';
import { SurrogateCheck } from './decode.ts';
import { type EncodingGuess, encodingInvalid, isUtf16, Utf8Check } from './encoding.ts';
import { notATable } from './signature.ts';
import type { Dialect } from './types.ts';

export interface EncodingVerdict {
  readonly found: Pick<Dialect, 'encoding' | 'encodingCertainty'>;
  readonly warnings: readonly Warning[];
}

/** Checks the encoding guessed from the head against every byte of the file. */
export class EncodingCheck {
  readonly #guess: EncodingGuess;
  readonly #utf8 = new Utf8Check();
  readonly #surrogates = new SurrogateCheck();
  #bytes = 0;
  #units = 0;

  constructor(guess: EncodingGuess) {
    this.#guess = guess;
  }

  /** `text` is the chunk's decoded text if the encoding is UTF-16. Throws errors that are certain immediately. */
  push(chunk: Buffer, text: string): void {
    const { encoding, certainty, bomBytes } = this.#guess;
    if (isUtf16(encoding)) {
      const nul = text.indexOf('\0');
      if (nul !== -1) throw nulFound(bomBytes + (this.#units + nul) * 2);
      this.#surrogates.push(text);
      this.#units += text.length;
    } else {
      const nul = chunk.indexOf(0);
      if (nul !== -1) throw nulFound(this.#bytes + nul);
      if (encoding === 'utf-8') this.#utf8.push(chunk);
    }
    this.#bytes += chunk.length;
    if (certainty !== 'valid') this.#refuseInvalid();
  }

  /**
   * Call after the last byte. If guessed UTF-8 turns out to be invalid, Windows-1252 is used. `partial` means that the file
   * continues, so that a character split at the end is not an error.
   */
  finish(partial: boolean): EncodingVerdict {
    const { encoding, certainty } = this.#guess;
    if (!partial) {
      this.#utf8.finish();
      this.#surrogates.finish();
    }
    if (isUtf16(encoding) && !partial && this.#bytes % 2 === 1)
      throw encodingInvalid(encoding, this.#bytes - 1, certainty);
    if (isUtf16(encoding) || certainty !== 'valid') this.#refuseInvalid();
    if (this.#utf8.invalidAt === -1) return { found: { encoding, encodingCertainty: certainty }, warnings: [] };
    const warning = { code: 'ENCODING_ASSUMED', message: assumed(this.#utf8) };
    return { found: { encoding: 'windows-1252', encodingCertainty: 'assumed' }, warnings: [warning] };
  }

  #refuseInvalid(): void {
    const { encoding, certainty, bomBytes } = this.#guess;
    if (this.#utf8.invalidAt !== -1) throw encodingInvalid(encoding, this.#utf8.invalidAt, certainty);
    const unit = this.#surrogates.invalidAt;
    if (unit !== -1) throw encodingInvalid(encoding, bomBytes + unit * 2, certainty);
  }
}

function nulFound(offset: number) {
  return notATable(
    `The byte at offset ${offset} is NUL, so this looks like a binary file. Export the table as ` +
      'CSV or XLSX and send that.',
    { offset },
  );
}

function assumed({ invalidAt, sawMultibyte }: Utf8Check): string {
  const damaged = sawMultibyte
    ? ' The text before it is valid UTF-8, so the file may be damaged UTF-8; check its accented letters.'
    : '';
  return (
    `The encoding is uncertain: the byte at offset ${invalidAt} is not valid UTF-8, so the file is read as Windows-1252.${damaged} ` +
    'Set the encoding if it is a different one.'
  );
}
