const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

/**
 * A moment as other pages write it, but not in the time of the browser: it reads as it stands in the table. Undefined for columns
 * of other types.
 */
export function momentText(value: string, type: string): string | undefined {
  if (!/^(?:datetime|timestamp)\b/.test(type)) return undefined;
  const at = new Date(/Z$/.test(value) ? value : `${value.replace(' ', 'T')}Z`);
  return Number.isNaN(at.getTime()) ? undefined : format.format(at);
}
