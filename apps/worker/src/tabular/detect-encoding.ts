import { createRequire } from 'node:module';
import { TextDecoder } from '@exodus/bytes/encoding.js';
import { counted, encodingName, excerpt } from '@sluice/core';

/** Loaded when it is first needed: its model takes a tenth of a second. */
const loadDetector = (): typeof import('jschardet') => createRequire(import.meta.url)('jschardet');

/** Names of the detector that are no labels of the standard, but whose text an encoding of the standard decodes. */
const aliases: Record<string, string> = {
  cp932: 'shift_jis',
  shift_jis_2004: 'shift_jis',
  'euc-jis-2004': 'euc-jp',
  cp949: 'euc-kr',
  big5hkscs: 'big5',
  cp874: 'windows-874',
  'tis-620': 'windows-874',
  cp1258: 'windows-1258',
  maccyrillic: 'x-mac-cyrillic',
  macroman: 'macintosh',
  'iso8859-16': 'iso-8859-16',
  'iso2022-jp-2': 'iso-2022-jp',
  'iso2022-jp-2004': 'iso-2022-jp',
  'iso2022-jp-ext': 'iso-2022-jp',
};

/** Bytes of lines with characters beyond ASCII that are looked at. */
const LOOKED_AT = 16 * 1024;
/** Below this share of the best, a reading is no alternative. */
const ALTERNATIVE = 0.3;
const MOST_ALTERNATIVES = 4;
/** Nothing in a file says for certain which legacy encoding it has. */
const HIGHEST = 0.95;
/** The most likely one if nothing speaks for any. */
const FALLBACK = 'windows-1252';

export interface DetectedEncoding {
  readonly encoding: string;
  /** From 0 to 1, as in a Decision. */
  readonly confidence: number;
  readonly evidence: string;
  readonly alternatives: readonly string[];
}

interface Reading {
  readonly encoding: string;
  readonly language: string | null;
  readonly text: string;
  readonly score: number;
}

/** Detects which legacy encoding the start or other lines of a file have that are not UTF-8. */
export function detectEncoding(sample: Buffer): DetectedEncoding {
  const bytes = linesBeyondAscii(sample);
  const best = readingsOf(bytes).sort(byLikelihood);
  const first = best[0] as Reading;
  const others = best.filter(({ text }) => text !== first.text);
  const rival = (others[0]?.score ?? 0) / first.score;
  const words = unusualWords(first.text);
  // Few words are weak evidence, and so is a reading that is nearly as good.
  const confidence = HIGHEST * (1 - 0.5 * rival ** 3) * (1 - 0.35 / Math.max(words.length, 1));
  return {
    encoding: first.encoding,
    confidence: Math.round(confidence * 100) / 100,
    evidence: evidenceOf(first, words),
    alternatives: others
      .filter(({ score }, at) => at < MOST_ALTERNATIVES && score >= first.score * ALTERNATIVE)
      .map(({ encoding }) => encoding),
  };
}

/** Names with the usual capitals, for messages. */
export const displayName = (encoding: string): string =>
  encoding
    .replace(/^(utf|iso|koi8|euc|gbk|gb|ibm)/, (start) => start.toUpperCase())
    .replace(/-(r|u|jp|kr|le|be)$/, (end) => end.toUpperCase())
    .replace(/^utf-16(le|be)$/i, (_, end: string) => `UTF-16${end.toUpperCase()}`)
    .replace(/^(windows|macintosh|big5|shift)/, (start) => start.charAt(0).toUpperCase() + start.slice(1))
    .replace('_jis', '_JIS');

function linesBeyondAscii(sample: Buffer): Buffer {
  const lines: Buffer[] = [];
  let bytes = 0;
  for (let at = 0; at < sample.length && bytes < LOOKED_AT; ) {
    const end = sample.indexOf(10, at) === -1 ? sample.length : sample.indexOf(10, at) + 1;
    const line = sample.subarray(at, Math.min(end, at + LOOKED_AT));
    if (line.some((byte) => byte >= 0x80 || byte === 0x1b)) {
      lines.push(line);
      bytes += line.length;
    }
    at = end;
  }
  return Buffer.concat(lines);
}

function readingsOf(bytes: Buffer): Reading[] {
  const found = new Map<string, Reading>();
  const add = (encoding: string, language: string | null, score: number): void => {
    if (found.has(encoding)) return;
    const text = new TextDecoder(encoding).decode(bytes);
    found.set(encoding, { encoding, language, text, score: score * usage(encoding) * plausibility(text, language) });
  };
  for (const { encoding, language, confidence } of loadDetector().detectAll(bytes, { minimumThreshold: 0.01 })) {
    const name = encodingName(aliases[encoding?.toLowerCase() ?? ''] ?? encoding ?? '');
    // UTF-8 and UTF-16 have been ruled out, and in `x-user-defined` nothing has a meaning.
    if (name === undefined || /^(utf-|x-user)/.test(name)) continue;
    add(name, language, confidence);
  }
  add(FALLBACK, null, 0.02);
  return [...found.values()];
}

/** Of encodings in which the sample is the same text, the one that is used most comes first. */
const common = [
  ...['windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256'],
  ...['windows-1257', 'windows-874', 'windows-1258', 'koi8-r', 'shift_jis', 'gb18030', 'euc-kr', 'big5', 'euc-jp'],
];
/** Some were hardly ever used. */
const usage = (encoding: string): number => (/^iso-8859-(3|4|10|14|16)$/.test(encoding) ? 0.7 : 1);
/** Scores that differ by less are equal. */
const CLOSE = 0.03;

function byLikelihood(a: Reading, b: Reading): number {
  const rank = ({ encoding }: Reading): number => (common.indexOf(encoding) + common.length + 1) % (common.length + 1);
  const close = Math.abs(a.score - b.score) <= CLOSE * Math.max(a.score, b.score);
  return close && a.text === b.text ? rank(a) - rank(b) : b.score - a.score || rank(a) - rank(b);
}

const UNUSUAL = /[^\0-\x7f]/;
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
];
/** A capital after a small letter within a word, or a sign between two letters that is no apostrophe, hyphen or point. */
const ODD = /\p{Ll}\p{Lu}|\p{L}[^\0-\x7f\p{L}\p{M}\u2010-\u2019\u00b4\u00b7\u00ad\u0e00-\u0e7f\u3000-\uffef]\p{L}/u;
const CONTROL = /[\x80-\x9f]/g;
/** Letters of other languages are odd in these. */
const alphabets: Record<string, RegExp> = {
  ru: /^[\0-\x7f\u0401\u0410-\u044f\u0451]*$/,
  bg: /^[\0-\x7f\u0410-\u044f]*$/,
};

const unusualWords = (text: string): string[] => [
  ...new Set((text.match(/[^\s,;|"\t()/]+/g) ?? []).filter((word) => UNUSUAL.test(word))),
];

/** From 0 to 1: whether decoded text looks like words, which most wrong readings do not. */
function plausibility(text: string, language: string | null): number {
  const words = unusualWords(text);
  if (words.length === 0) return 1;
  const alphabet = alphabets[language ?? ''];
  const odd = words.filter((word) => {
    const mixed = SCRIPTS.filter((script) => script.test(word)).length > 1;
    return mixed || ODD.test(word) || (alphabet !== undefined && SCRIPTS[1]?.test(word) && !alphabet.test(word));
  }).length;
  const unusual = [...text].filter((char) => char > '\x7f').length;
  const invalid = (text.match(/\ufffd/g)?.length ?? 0) + (text.match(CONTROL)?.length ?? 0);
  return Math.max(1 - odd / words.length, 0.05) ** 2 * Math.max(1 - (4 * invalid) / Math.max(unusual, 1), 0.01);
}

function evidenceOf({ language, encoding }: Reading, words: readonly string[]): string {
  const shown = words.slice(0, 3).map((word) => `"${excerpt(word, 40)}"`);
  const seen = shown.length === 0 ? '' : ` (such as ${shown.join(', ')})`;
  const name = language === null ? undefined : new Intl.DisplayNames('en', { type: 'language' }).of(language);
  const looks = name === undefined ? '' : ` and looks like ${name}`;
  const found = `${counted(words.length, 'word')} with characters beyond ASCII${seen}`;
  return `The file is not UTF-8. Read as ${displayName(encoding)}, it has ${found}${looks}.`;
}
