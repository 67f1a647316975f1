/** A date of an address or a field, `2026-11-22`, as the moment at which it begins here; undefined for what is none. */
export function dayStart(text: string | undefined): string | undefined {
  return dayAt(text, 0);
}

/** The moment at which that day is over here: the next one begins. */
export function dayEnd(text: string | undefined): string | undefined {
  return dayAt(text, 1);
}

function dayAt(text: string | undefined, later: number): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? [];
  if (!year || !month || !day) return undefined;
  const moment = new Date(Number(year), Number(month) - 1, Number(day) + later);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
