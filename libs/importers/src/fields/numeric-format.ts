import type { Parts } from './date-format.ts';

/** The directives that stand for a number, with its least digits and its place among the numbers read. */
const numbers: Readonly<Record<string, { readonly least: number; readonly most: number; readonly place: number }>> = {
  Y: { place: 0, least: 4, most: 4 },
  m: { place: 1, least: 1, most: 2 },
  d: { place: 2, least: 1, most: 2 },
  H: { place: 3, least: 1, most: 2 },
  M: { place: 4, least: 1, most: 2 },
  S: { place: 5, least: 1, most: 2 },
};
/** The numbers of a text whose format has none of them. */
const NONE = [0, 1, 1, 0, 0, 0] as const;

const FORMAT = /%([YmdHMS])([-./: ]|$)/gy;
/** No unit of a text. */
const END = -1;

/**
 * Reads dates and times of numbers with a mark between each two, such as `%d.%m.%Y %H:%M`, which is how nearly all are written,
 * without a regular expression.
 * @returns undefined for any other format; the function returns undefined for a text that does not have the format
 */
export function numericFormat(format: string): ((text: string) => Parts | undefined) | undefined {
  const found = [...format.matchAll(FORMAT)];
  const [, , lastMark] = found.at(-1) ?? [];
  if (lastMark !== '' || found.map(([text]) => text).join('') !== format) return undefined;
  const steps = found.map(([, letter = '', mark = '']) => ({
    ...(numbers[letter] ?? { place: 0, least: 0, most: 0 }),
    mark: mark === '' ? END : mark.charCodeAt(0),
  }));
  const read = new Int32Array(NONE.length);
  return (text) => {
    read.set(NONE);
    let at = 0;
    for (const { place, least, most, mark } of steps) {
      const start = at;
      const end = Math.min(start + most, text.length);
      let number = 0;
      for (; at < end; at++) {
        const digit = text.charCodeAt(at) - ZERO;
        if (digit < 0 || digit > 9) break;
        number = number * 10 + digit;
      }
      if (at - start < least) return undefined;
      read[place] = number;
      if ((at < text.length ? text.charCodeAt(at) : END) !== mark) return undefined;
      at++;
    }
    return {
      year: read[0] as number,
      month: read[1] as number,
      day: read[2] as number,
      dayOfYear: undefined,
      hour: read[3] as number,
      half: undefined,
      minute: read[4] as number,
      second: read[5] as number,
      fraction: '',
      zone: '',
    };
  };
}

const ZERO = 48;
