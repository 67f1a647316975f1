import { AppError } from '@sluice/core';
import { type ImportOptions, importOptions } from '@sluice/jobs';
import { zodFields } from '../../problem.ts';

/** Booleans as forms and shells write them. */
const BOOLEANS = new Map([
  ...['true', '1', 'yes'].map((text) => [text, true] as const),
  ...['false', '0', 'no'].map((text) => [text, false] as const),
]);

/** How people write a tab where a form or a shell does not let them type one. */
const TABS = new Set(['\\t', 'tab']);

/** What a form's text stands for, where an option is no text. What cannot be read stays text, and fails validation. */
const readers = new Map<string, (text: string) => unknown>([
  ['dry_run', (text) => BOOLEANS.get(text.trim().toLowerCase()) ?? text],
  ['delimiter', (text) => (TABS.has(text.toLowerCase()) ? '\t' : text)],
  ['mapping', jsonOrText],
]);

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Options out of a JSON body. @throws AppError VALIDATION_FAILED naming every option that is wrong */
export function parseOptions(given: Readonly<Record<string, unknown>>): ImportOptions {
  const parsed = importOptions.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('VALIDATION_FAILED', 'Some options of the import are wrong.', { fields: zodFields(parsed.error) });
}

/** Options out of a form's fields; an empty field is one that was not filled in. @throws like `parseOptions` */
export function parseOptionFields(fields: ReadonlyMap<string, string>): ImportOptions {
  const filled = [...fields].filter(([, text]) => text !== '');
  return parseOptions(Object.fromEntries(filled.map(([name, text]) => [name, readers.get(name)?.(text) ?? text])));
}
