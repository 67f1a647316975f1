import fc from 'fast-check';
import { dateForms } from '../date-forms.ts';
import { formatDate } from '../dates.ts';
import type { DateOrder } from '../types.ts';

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
  'December',
];
const two = (n: number): string => String(n).padStart(2, '0');

interface Moment {
  readonly day: Date;
  readonly padded: boolean;
  readonly longNames: boolean;
}

/** The day in the form of `example`, which is a way to write the first of March. */
function writeDay(example: string, { day, padded, longNames }: Moment, order: DateOrder): string {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
  const number = (n: number): string => (padded ? two(n) : String(n));
  const name = MONTHS[month] ?? '';
  const mark = example === '01/03/2024' ? '/' : '-';
  if ((mark === '/' || example === '01-03-2024') && order === 'MDY')
    return [number(month + 1), number(date), year].join(mark);
  return example
    .replace('2024', 'Y')
    .replace(/March|Mar/, 'N')
    .replace('03', 'M')
    .replace(/01|1/, 'D')
    .replace('Y', String(year))
    .replace('M', number(month + 1))
    .replace('D', number(date))
    .replace('N', longNames ? name : name.slice(0, 3));
}

const ZONES = ['', 'Z', ' UTC', '+02:00', ' -0530', '+14'] as const;
const MINUTES: Readonly<Record<(typeof ZONES)[number], number>> = {
  ...{ '': 0, Z: 0, ' UTC': 0, '+02:00': 120, ' -0530': -330, '+14': 840 },
};

const time = fc.record({
  at: fc.integer({ min: 0, max: 86_399_999 }),
  separator: fc.constantFrom('T', ' ', ', '),
  half: fc.constantFrom('', ' AM', 'pm', ' a.m.'),
  precision: fc.constantFrom(60_000, 1_000, 1),
  zone: fc.constantFrom(...ZONES),
});

/** A date in one of the forms with perhaps a time, its order, and the text that it is stored as. */
export const anyWrittenDate = fc
  .record({
    form: fc.constantFrom(...dateForms),
    at: fc.date({ min: new Date('1001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
    padded: fc.boolean(),
    longNames: fc.boolean(),
    order: fc.constantFrom('DMY' as const, 'MDY' as const),
    time: fc.option(time, { nil: undefined }),
  })
  .map(({ form, at, padded, longNames, order, time: clock }) => {
    const day = new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
    const date = writeDay(form.example, { day, padded, longNames }, order);
    if (clock === undefined) return { text: date, order, value: formatDate(day) };
    const kept = Math.floor(clock.at / clock.precision) * clock.precision;
    const wall = new Date(day.getTime() + kept);
    const utc = new Date(wall.getTime() - MINUTES[clock.zone] * 60_000);
    return { text: `${date}${clock.separator}${writeTime(wall, clock)}${clock.zone}`, order, value: formatDate(utc) };
  });

function writeTime(wall: Date, { half, precision }: { half: string; precision: number }): string {
  const hour = wall.getUTCHours();
  const hours = half === '' ? two(hour) : String(hour % 12 === 0 ? 12 : hour % 12);
  const seconds = precision < 60_000 ? `:${two(wall.getUTCSeconds())}` : '';
  const millis = precision < 1_000 ? `.${String(wall.getUTCMilliseconds()).padStart(3, '0')}` : '';
  const letter = hour < 12 ? 'a' : 'p';
  return `${hours}:${two(wall.getUTCMinutes())}${seconds}${millis}${half.replace(/[ap]/i, (old) => (old < 'a' ? letter.toUpperCase() : letter))}`;
}
