import type { WallClock } from '../dates.ts';

const DAY_MS = 86_400_000;
/** More days than files usually have; then the days are forgotten. */
const MOST_DAYS = 20_000;

/**
 * The clock of a time zone. A time that occurs twice, when clocks are set back, is the first of the two.
 * @param zone a name such as Europe/Berlin
 */
export function clockOf(zone: string): WallClock {
  const offsetAt = offsetsOf(zone);
  return (shown) => {
    // No zone is a day or more from UTC, so that these two offsets are those before and after any change.
    const [before, after] = [offsetAt(shown - DAY_MS), offsetAt(shown + DAY_MS)];
    if (before === after) return shown - before;
    const candidates = [shown - before, shown - after].filter((utc) => utc + offsetAt(utc) === shown);
    return candidates.length === 0 ? undefined : Math.min(...candidates);
  };
}

/** How far the clocks are ahead of UTC at a time, in milliseconds. */
function offsetsOf(zone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, calendar: 'gregory', hourCycle: 'h23', era: 'short' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const compute = (utc: number): number => {
    const parts = Object.fromEntries(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1_000) * 1_000;
  };
  // Asking takes microseconds, and most files have few days. On most of them the offset does not change.
  const days = new Map<number, number | undefined>();
  return (utc) => {
    const day = Math.floor(utc / DAY_MS);
    if (!days.has(day)) {
      if (days.size >= MOST_DAYS) days.clear();
      const [first, last] = [compute(day * DAY_MS), compute((day + 1) * DAY_MS)];
      days.set(day, first === last ? first : undefined);
    }
    return days.get(day) ?? compute(utc);
  };
}
