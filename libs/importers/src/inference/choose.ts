import { chooseDate } from './choose-date.ts';
import { chooseNumber, chooseYear } from './choose-number.ts';
import { chooseBoolean, chooseForm, chooseList, chooseText } from './choose-text.ts';
import { orderOfFormat } from './date-readings.ts';
import type { ObservedColumn } from './observed-column.ts';
import { isCertainPlaceholder } from './placeholders.ts';
import type { Choice, FileFacts } from './types.ts';

/** What the values of a column are, the most special reading first. */
export function chooseReading(column: ObservedColumn, facts: FileFacts): Choice {
  return typed(column, facts) ?? asText(column);
}

const typed = (column: ObservedColumn, facts: FileFacts): Choice | undefined =>
  column.values === 0
    ? undefined
    : (chooseBoolean(column) ??
      chooseForm(column) ??
      chooseYear(column) ??
      chooseDate(column, facts) ??
      chooseNumber(column, facts));

/** Some placeholders are values of a column of texts, unless it has no others. */
export function asText(column: ObservedColumn): Choice {
  if (column.values > 0) {
    column.takeAsValues([...column.placeholders.keys()].filter((text) => !isCertainPlaceholder(text)));
  }
  return chooseList(column) ?? chooseText(column);
}

/** What those columns show that can be read in one way only. */
export function factsOf(columns: readonly ObservedColumn[], given: Partial<FileFacts>): FileFacts {
  const [marks, orders] = [new Set<'.' | ','>(), new Set<'DMY' | 'MDY'>()];
  for (const column of columns) {
    if (column.dates.order) orders.add(column.dates.order);
    const choice = typed(column, { decimalMark: undefined, dateOrder: undefined });
    if (!choice || choice.doubt) continue;
    const { type, format, decimalChar = '.', groupChar } = choice.field;
    const order = orderOfFormat(format);
    if (order) orders.add(order);
    if (type === 'number') marks.add(decimalChar === ',' ? ',' : '.');
    else if (type === 'integer' && (groupChar === '.' || groupChar === ',')) marks.add(groupChar === '.' ? ',' : '.');
  }
  const only = <T>(found: ReadonlySet<T>): T | undefined => (found.size === 1 ? [...found][0] : undefined);
  return { decimalMark: given.decimalMark ?? only(marks), dateOrder: given.dateOrder ?? only(orders) };
}
