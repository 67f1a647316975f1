/** The local start of a date such as `2026-11-22`, as ISO 8601; undefined if `text` is not a date. */
export function dayStart(text: string | undefined): string | undefined {
  return dayAt(text, 0);
}

/** The local end of that date, which is the start of the next one. */
export function dayEnd(text: string | undefined): string | undefined {
  return dayAt(text, 1);
}

function dayAt(text: string | undefined, later: number): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? [];
  if (!year || !month || !day) return undefined;
  const moment = new Date(Number(year), Number(month) - 1, Number(day) + later);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
