/** Texts that people write for "no value". In a column of texts, some of them may be values: NA is Namibia, None a name. */
const certain = [
  ...['n/a', 'N/A', 'n.a.', 'N.A.', '#N/A', 'null', 'NULL', '(null)', '<null>', '\\N', '(blank)', '(empty)'],
  ...['-', '--', '---', '–', '—'],
];
const doubtful = ['na', 'NA', 'nan', 'NaN', 'Null', 'none', 'None', 'NONE', 'nil', '?', '.', 'unknown', 'Unknown'];

const all = new Map([
  ...certain.map((text) => [text, true] as const),
  ...doubtful.map((text) => [text, false] as const),
]);

/** Whether a text may stand for no value. */
export const isPlaceholder = (text: string): boolean => all.has(text);
/** Whether it does so in a column of texts too. */
export const isCertainPlaceholder = (text: string): boolean => all.get(text) ?? false;
