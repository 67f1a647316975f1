import type { FieldSource, Parse, ValueType } from './value-type.ts';

export const TRUE_VALUES = ['true', 'True', 'TRUE', '1'];
export const FALSE_VALUES = ['false', 'False', 'FALSE', '0'];

/** `true/false, 1/0 or yes/no`: each word for true beside the one for false, as far as there are as many. */
function pairsOf(yes: readonly string[], no: readonly string[]): string[] {
  const pairs = Array.from({ length: Math.max(yes.length, no.length) }, (_, at) => [yes[at], no[at]]);
  return pairs.map((pair) => pair.filter((word) => word !== undefined).join('/'));
}

/** True and false, stored as 1 and 0. */
export function booleanType({ field, column: { ignoreCase = false } }: FieldSource): ValueType {
  const { trueValues = TRUE_VALUES, falseValues = FALSE_VALUES } = field;
  const meanings = [
    ...trueValues.map((word) => [word, '1'] as const),
    ...falseValues.map((word) => [word, '0'] as const),
  ];
  // Maps, because objects would also contain words such as `constructor`.
  const exact = new Map(meanings);
  const inAnyCase = new Map(ignoreCase ? meanings.map(([word, value]) => [word.toLowerCase(), value]) : []);
  const [first = '', ...others] = pairsOf(trueValues, falseValues);
  const allowed = others.length === 0 ? first : `${[first, ...others.slice(0, -1)].join(', ')} or ${others.at(-1)}`;
  const also = others.length === 0 ? '' : ` (also ${others.join(', ')})`;
  const parse: Parse = (text, cell) =>
    exact.get(text) ?? inAnyCase.get(text.toLowerCase()) ?? cell.fail('NOT_BOOLEAN', `is not ${allowed}`);
  return {
    label: `${first.replace('/', ' or ')}${also}`,
    parse,
    parseTyped: (text, cell) => (text === 'true' ? '1' : text === 'false' ? '0' : parse(text, cell)),
  };
}
