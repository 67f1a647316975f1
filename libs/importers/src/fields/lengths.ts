import { formatCount } from '@sluice/core';
import type { Constraints } from '../document/table-schema.ts';
import type { CellContext } from '../types.ts';

/** What a length counts. */
export interface Unit {
  readonly one: string;
  readonly many: string;
  readonly tooMany: 'TOO_LONG' | 'TOO_MANY';
  readonly tooFew: 'TOO_SHORT' | 'TOO_FEW';
}

export const characters: Unit = { one: 'character', many: 'characters', tooMany: 'TOO_LONG', tooFew: 'TOO_SHORT' };
export const properties: Unit = { one: 'property', many: 'properties', tooMany: 'TOO_MANY', tooFew: 'TOO_FEW' };
export const itemsCalled = (one: string): Unit => ({
  ...{ one, many: `${one}s`, tooMany: 'TOO_MANY', tooFew: 'TOO_FEW' },
});

/** The length as MySQL counts it: code points, not UTF-16 units. */
export const codePoints = (text: string): number => {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
};

/** Whether a length is within its limits; reports it otherwise. */
export function hasLength(
  count: number,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Constraints,
  unit: Unit,
  cell: CellContext,
): boolean {
  if (count >= minLength && count <= maxLength) return true;
  const has = `has ${formatCount(count)} ${count === 1 ? unit.one : unit.many}`;
  if (count > maxLength) cell.fail(unit.tooMany, `${has}; at most ${formatCount(maxLength)} are allowed`);
  else cell.fail(unit.tooFew, `${has}; at least ${formatCount(minLength)} are required`);
  return false;
}
