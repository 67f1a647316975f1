import { type Decision, SET_BY_CALLER, type Warning } from '@sluice/core';
import { detectEncoding, displayName } from './detect-encoding.ts';
import { encodingInvalid } from './refusals.ts';
import type { EncodingCertainty } from './types.ts';
import { Utf8Check } from './utf8.ts';

/** How the bytes of a file are to be decoded. */
export interface EncodingChoice {
  readonly encoding: string;
  readonly certainty: EncodingCertainty;
  readonly bom: boolean;
  /** Bytes of the byte-order mark that are still to be skipped. */
  readonly bomBytes: number;
  readonly confidence: number;
  readonly evidence: string;
  readonly alternatives: readonly string[];
  readonly warnings: readonly Warning[];
  /** It takes the whole file into account, not only its head. */
  readonly settled: boolean;
}

const plain = { bom: false, bomBytes: 0, alternatives: [], warnings: [], settled: false } as const;

/**
 * How to decode a file according to its head. UTF-8 and UTF-16 are first guesses that the whole file must confirm.
 * @throws AppError FILE_ENCODING_INVALID if a byte-order mark contradicts the caller
 */
export function chooseEncoding(head: Buffer, given: string | undefined): EncodingChoice {
  const bom = findBom(head);
  if (given !== undefined) {
    if (bom !== undefined && bom.encoding !== given) throw encodingInvalid(given, 0, 'given');
    const mark = { bom: bom !== undefined, bomBytes: bom?.bytes ?? 0 };
    return { ...plain, ...mark, encoding: given, certainty: 'given', confidence: 1, evidence: SET_BY_CALLER };
  }
  if (bom !== undefined) {
    const evidence = `The file starts with the byte-order mark of ${displayName(bom.encoding)}.`;
    const mark = { bom: true, bomBytes: bom.bytes };
    return { ...plain, ...mark, encoding: bom.encoding, certainty: 'bom', confidence: 1, evidence };
  }
  const wide = utf16ByZeros(head);
  if (wide !== undefined) {
    const evidence = `The zero bytes are where ${displayName(wide)} has them; there is no byte-order mark.`;
    return { ...plain, encoding: wide, certainty: 'valid', confidence: 0.95, evidence };
  }
  const check = new Utf8Check();
  check.push(head);
  if (check.invalid > check.valid || isIso2022Jp(head)) return chooseLegacy(head, check);
  return { ...plain, encoding: 'utf-8', certainty: 'valid', confidence: 1, evidence: 'Every byte is valid UTF-8.' };
}

/** A byte-order mark. */
interface Bom {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly bytes: number;
}

/** The byte-order mark at the start of `head`, if it is a supported one. */
function findBom(head: Buffer): Bom | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bytes: 2 };
  return undefined;
}

/**
 * UTF-16 without a byte-order mark: nearly all zero bytes are on the same side of their pairs (the high bytes of Latin
 * letters, digits, delimiters and line breaks). If there are few, the text must not look like ASCII either.
 */
function utf16ByZeros(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.min(head.length >> 1, 4096);
  let even = 0;
  let odd = 0;
  let printable = 0;
  for (let at = 0; at < pairs * 2; at++) {
    const byte = head[at] ?? 0;
    if ((byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13) printable++;
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const zeros = even + odd;
  if (zeros === 0 || (zeros < pairs * 0.3 && printable > pairs * 1.7)) return undefined;
  if (odd >= zeros * 0.95) return 'utf-16le';
  return even >= zeros * 0.95 ? 'utf-16be' : undefined;
}

/** Japanese in seven bits: escape sequences select its character sets. */
const isIso2022Jp = (head: Buffer): boolean => head.includes('\x1b$B') || head.includes('\x1b$@');

/** `check` has seen the sample, or the whole file that it comes from. */
export function chooseLegacy(sample: Buffer, check: Utf8Check): EncodingChoice {
  const { encoding, confidence, evidence, alternatives } = detectEncoding(sample);
  const name = displayName(encoding);
  const why = check.invalidAt === -1 ? '' : `the byte at offset ${check.invalidAt} is not valid UTF-8, so `;
  const damaged =
    check.valid > 0
      ? ' Some of its characters are valid UTF-8, so the file may be damaged UTF-8; check its accented letters.'
      : '';
  const message = `The encoding is doubtful: ${why}the file is read as ${name}.${damaged} Set the encoding if it is a different one.`;
  const warnings = [{ code: 'ENCODING_ASSUMED', message }];
  const possible = check.valid > 0 ? [...alternatives, 'utf-8'] : alternatives;
  return {
    ...plain,
    encoding,
    certainty: 'assumed',
    confidence,
    evidence,
    alternatives: possible,
    warnings,
    settled: true,
  };
}

/** UTF-8 with bytes that are not: `first` is the value of the first one. */
export function keepDamaged(choice: EncodingChoice, check: Utf8Check): EncodingChoice {
  const { invalid, invalidAt, valid } = check;
  const known = choice.certainty === 'given' || choice.certainty === 'bom';
  const confidence = known ? 1 : Math.round((100 * valid) / (valid + 2 * invalid)) / 100;
  const message = `Bytes that are not valid UTF-8: ${invalid}, the first at offset ${invalidAt}. The rows that contain them are reported.`;
  const warnings: Warning[] = [{ code: 'INVALID_BYTES', message, count: invalid }];
  return {
    ...choice,
    ...{ confidence, settled: true, bomBytes: 0, warnings, alternatives: known ? [] : ['windows-1252'] },
    evidence: `${valid} characters beyond ASCII are valid UTF-8, and ${invalid} bytes are not.`,
  };
}

export const decisionOf = ({ encoding, certainty, confidence, evidence, alternatives }: EncodingChoice): Decision => ({
  ...{ topic: 'encoding', value: encoding, given: certainty === 'given', confidence, evidence, alternatives },
});
