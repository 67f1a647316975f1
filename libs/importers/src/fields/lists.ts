import { formatCount } from '@sluice/core';
import { json } from '../json.ts';
import type { CellContext } from '../types.ts';
import { booleanType } from './booleans.ts';
import { escaped } from './escaped.ts';
import { codePoints, hasLength, itemsCalled } from './lengths.ts';
import { integerType, numberType } from './numbers.ts';
import { asIs } from './strings.ts';
import { dateType, datetimeType, timeType } from './times.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

const itemTypes: Readonly<Record<string, (source: FieldSource) => ValueType>> = {
  ...{ integer: integerType, number: numberType, boolean: booleanType },
  ...{ date: dateType, time: timeType, datetime: datetimeType },
};
/** How items are written in the JSON that is stored. */
const written: Readonly<Record<string, (item: string) => string>> = {
  ...{ integer: (item) => item, number: (item) => item, boolean: (item) => String(item === '1') },
};

const marks: Readonly<Record<string, string>> = {
  ...{ ',': 'comma', ';': 'semicolon', '|': 'bar', ' ': 'space', '/': 'slash', '\t': 'tab' },
};

/** A pattern of any of the delimiters. */
export const anyOf = (delimiters: readonly string[]): RegExp => new RegExp(delimiters.map(escaped).join('|'), 'u');

/** Items between delimiters, stored as a JSON array. Spaces around them and blank ones are left out. */
export function listType({ field, column }: FieldSource): ValueType {
  const { delimiter = ',', itemType = 'string', constraints = {} } = field;
  const { delimiters = [delimiter], distinct = false, maxItemLength, item: name = 'item' } = column.list ?? {};
  const separator = delimiters.length === 1 ? (delimiters[0] as string) : anyOf(delimiters);
  const unit = itemsCalled(name);
  const most = maxItemLength ?? Number.POSITIVE_INFINITY;
  const parseItem: Parse = itemTypes[itemType]?.({ field: { name: field.name }, column: {} }).parse ?? asIs;
  const isText = parseItem === asIs;
  const write = written[itemType] ?? JSON.stringify;
  const separated = marks[delimiters[0] ?? ','] ?? delimiters[0];
  const limit = constraints.maxLength === undefined ? '' : `, at most ${formatCount(constraints.maxLength)}`;
  const parseItems = (given: readonly string[], cell: CellContext): string | undefined => {
    const found = given.map((one) => one.trim());
    const items = (distinct ? [...new Set(found)] : found).filter((one) => one !== '');
    if (!hasLength(items.length, constraints, unit, cell)) return undefined;
    if (items.some((one) => one.length > most && codePoints(one) > most)) {
      return cell.fail('TOO_LONG', `has ${article(name)} ${name} of more than ${formatCount(most)} characters`);
    }
    if (isText) return JSON.stringify(items);
    const values: string[] = [];
    for (const one of items) {
      const value = parseItem(one, cell);
      if (value === undefined) return undefined;
      values.push(write(value));
    }
    // Numbers that JSON would not keep digit for digit are errors here as in other JSON.
    return json.parse(`[${values.join(',')}]`, cell);
  };
  return {
    label: `${separated}-separated ${unit.many}${limit}`,
    parse: (text, cell) => parseItems(text.split(separator), cell),
    parseItems,
  };
}

const article = (noun: string): string => (/^[aeiou]/i.test(noun) ? 'an' : 'a');
