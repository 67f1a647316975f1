import { type ReadingForm, readingKeys } from '../reading/form.ts';
import type { Values } from './parameters/schema.ts';

const isReading = (name: string): boolean => (readingKeys as readonly string[]).includes(name);

/** The parameters that say how the file is read, as the form holds them. */
export function readingFormOf({ header, ...parameters }: Values): ReadingForm {
  const set = Object.entries(parameters).filter(([name, value]) => isReading(name) && value != null && value !== false);
  return {
    // As analyses say it that were started before there was `header_row`.
    ...(header === false ? { header_row: 'none' } : {}),
    ...Object.fromEntries(set.map(([name, value]) => [name, String(value)])),
  };
}

/** The parameters of the tool itself. */
export const ownParameters = <V>(all: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'header' && !isReading(name)));
