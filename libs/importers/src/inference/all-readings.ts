import { dateReadings } from './date-readings.ts';
import { numberReadings } from './number-readings.ts';
import { EMPTY, type Reading, readingOf } from './reading.ts';

const opens =
  (letters: string) =>
  (text: string): boolean =>
    letters.includes(text[0] ?? '');
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

let made: readonly Reading[] | undefined;

/**
 * Every way in which the values of a column can be read, those that take more after those that take less. Made once: a
 * reading keeps nothing of what it has read.
 */
export function allReadings(): readonly Reading[] {
  made ??= [
    ...numberReadings(),
    ...dateReadings(),
    readingOf({ type: 'year' }),
    readingOf({ type: 'yearmonth' }),
    readingOf({ type: 'duration' }, EMPTY, { may: opens('P-') }),
    readingOf({ type: 'string', format: 'uuid' }, EMPTY, { may: (text) => text.length === 36 }),
    readingOf({ type: 'string', format: 'email' }, EMPTY, { may: (text) => text.includes('@') }),
    readingOf({ type: 'string', format: 'uri' }, EMPTY, { may: (text) => SCHEME.test(text) }),
    readingOf({ type: 'object' }, EMPTY, { may: opens('{') }),
    readingOf({ type: 'array' }, EMPTY, { may: opens('[') }),
  ];
  return made;
}
