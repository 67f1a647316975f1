import { type Definition, definition } from './definition.ts';
import { findingsOf } from './part-checks.ts';

/**
 * A definition that was checked when it was stored, perhaps by another version of Sluice.
 * @returns undefined if this version does not know something that it says
 */
export function readStored(stored: Readonly<Record<string, unknown>>): Definition | undefined {
  if (findingsOf(structuredClone(stored), []).length > 0) return undefined;
  return definition.parse(stored);
}
