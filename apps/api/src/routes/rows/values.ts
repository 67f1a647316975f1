import type { TableColumn } from '@sluice/core';

/** `2026-02-28`, of which MySQL refuses days that no calendar has. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z?$/;

const isMoment = (text: string): boolean =>
  isDate(text.slice(0, 10)) && /[T ]/.test(text.charAt(10)) && TIME.test(text.slice(11));

const like =
  (form: RegExp) =>
  (text: string): boolean =>
    form.test(text);

/** MySQL would compare another text with a number as 0, and fails for other dates. */
const forms: readonly (readonly [type: RegExp, has: (text: string) => boolean])[] = [
  [/^(?:tiny|small|medium|big)?int\b|^year\b/, like(/^-?\d{1,20}$/)],
  [/^(?:float|double)\b/, like(/^-?\d{1,400}(?:\.\d{1,400})?(?:e[+-]?\d{1,3})?$/)],
  [/^decimal\b/, like(/^-?\d{1,65}(?:\.\d{1,30})?$/)],
  [/^date$/, isDate],
  [/^(?:datetime|timestamp)\b/, isMoment],
  [/^time\b/, like(/^-?(?:[0-7]?\d\d|8[0-2]\d|83[0-7]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?$/)],
  [/^(?:var)?binary\b/, like(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)],
];

/** InnoDB's keys have 3,072 bytes at most. In base64 they are longer by a third. */
const LONGEST = 4_096;

/** Whether a column can have a value, which is written as lists of rows show it. */
export function canHave({ type }: TableColumn, value: string | number | boolean): boolean {
  if (typeof value === 'boolean') return type === 'tinyint(1)';
  const text = String(value);
  return text.length <= LONGEST && (forms.find(([one]) => one.test(type))?.[1](text) ?? true);
}
