import { datetimeValue, dateValue, timeValue } from './time-values.ts';

/** What each directive reads, as groups of one name. Names of months and days depend on a language and are not among them. */
const digits: Readonly<Record<string, RegExp>> = {
  ...{ Y: /\d{4}/y, y: /\d{2}/y, m: /\d{1,2}/y, d: /\d{1,2}/y, f: /\d{1,6}/y },
  ...{ H: /\d{1,2}/y, I: /\d{1,2}/y, M: /\d{1,2}/y, S: /\d{1,2}/y, p: /[ap]m/iy, z: /Z|[+-]\d{2}:?\d{2}/y },
};

/** A value that cannot be read before an import runs, because its form is not fixed. */
export const UNKNOWN = Symbol('a value that only an import can read');

/** The parts of a text by their directives; undefined if the text does not have the format. */
function partsOf(format: string, text: string): ReadonlyMap<string, string> | typeof UNKNOWN | undefined {
  const parts = new Map<string, string>();
  let at = 0;
  for (let index = 0; index < format.length; index++) {
    const literal = format[index] !== '%' || format[index + 1] === '%';
    const letter = literal ? '' : (format[index + 1] ?? '');
    if (format[index] === '%') index += 1;
    if (literal) {
      if (text[at++] !== format[index]) return undefined;
      continue;
    }
    const pattern = Object.hasOwn(digits, letter) ? digits[letter] : undefined;
    if (!pattern) return UNKNOWN;
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined) return undefined;
    parts.set(letter, found);
    at += found.length;
  }
  return at === text.length ? parts : undefined;
}

const two = (number: number | string): string => String(number).padStart(2, '0');

/** The value of a text in a format of strptime, as `time-values.ts` has it; undefined if it is none. */
export function strptimeValue(
  format: string,
  text: string,
  type: 'date' | 'time' | 'datetime',
): bigint | typeof UNKNOWN | undefined {
  const parts = partsOf(format, text);
  if (parts === undefined || parts === UNKNOWN) return parts;
  const part = (letter: string): string => parts.get(letter) ?? '0';
  const date = `${yearOf(parts)}-${two(part('m'))}-${two(part('d'))}`;
  const time = `${two(hourOf(parts))}:${two(part('M'))}:${two(part('S'))}`;
  if (type === 'date') return dateValue(date);
  if (type === 'time') return timeValue(time);
  const zone = parts.get('z')?.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2') ?? '';
  return datetimeValue(`${date}T${time}.${part('f')}${zone}`);
}

/** Years of two digits are of 1969 to 2068, as in POSIX. */
function yearOf(parts: ReadonlyMap<string, string>): string {
  const short = parts.get('y');
  return parts.get('Y') ?? `${Number(short) >= 69 ? '19' : '20'}${short}`;
}

function hourOf(parts: ReadonlyMap<string, string>): number {
  const half = parts.get('I');
  if (half === undefined) return Number(parts.get('H') ?? 0);
  return (Number(half) % 12) + (parts.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
}
