import {
  dateOrderChoices,
  decimalChoices,
  delimiterChoices,
  encodingChoices,
  escapeChoices,
  quoteChoices,
} from '../../reading/choices.ts';
import { readingLabels } from '../../reading/labels.ts';
import type { Choice } from '../../ui/Field.tsx';
import { textOf } from '../definition/definition.ts';

/** An option of `file` in a definition, called as imports call it. */
interface FileOption {
  readonly member: string;
  readonly label: string;
}

const option = (member: string, key: keyof typeof readingLabels): FileOption => ({ member, label: readingLabels[key] });

/** Options with a choice of values; the first one, an empty text, is to detect it. */
export const chosenOptions: readonly (FileOption & { readonly choices: readonly Choice<string>[] })[] = [
  { ...option('encoding', 'encoding'), choices: encodingChoices },
  { ...option('delimiter', 'delimiter'), choices: delimiterChoices },
  { ...option('quote', 'quote'), choices: quoteChoices },
  { ...option('escape', 'escape'), choices: escapeChoices },
  { ...option('decimalMark', 'decimal_mark'), choices: decimalChoices },
  { ...option('dateOrder', 'date_order'), choices: dateOrderChoices },
];

/** Options that are written. */
export const writtenOptions: readonly (FileOption & { readonly hint: string })[] = [
  { ...option('sheet', 'sheet'), hint: 'Of a workbook. Default: the first one with data.' },
  {
    ...option('headerRow', 'header_row'),
    hint: 'A row number, or none if the first row is data. Default: auto-detect.',
  },
  { ...option('headerRows', 'header_rows'), hint: 'They are joined. Default: 1.' },
  { ...option('skipRows', 'skip_rows'), hint: 'Such as a title and notes. Default: auto-detect.' },
  { ...option('skipFooter', 'skip_footer'), hint: 'Such as notes. Default: 0.' },
  {
    ...option('comment', 'comment'),
    hint: 'Lines that start with it are skipped; none if there are no such lines. Default: auto-detect.',
  },
];

/** Options that are on or off. */
export const switchedOptions: readonly (FileOption & { readonly hint: string })[] = [
  {
    ...option('allowShortRows', 'allow_short_rows'),
    hint: 'A record with too few cells gets blanks instead of an error.',
  },
  { ...option('skipRepeatedHeaders', 'skip_repeated_headers'), hint: 'Leaves out records that repeat the header.' },
  { ...option('skipTotals', 'skip_totals'), hint: 'Leaves out records that look like totals.' },
  { ...option('strict', 'strict'), hint: 'The file is refused if it can be read in more than one way.' },
];

/** What a control shows of an option: nothing for one that is detected. */
export const shownOption = (value: unknown): string => (value === 'auto' ? '' : textOf(value));

const numbers = new Set(['headerRow', 'headerRows', 'skipRows', 'skipFooter']);

/** A text as an option stands in a definition: none if it is blank. Whether it can be so is for the server to say. */
export function optionOf(member: string, text: string): string | number | undefined {
  // A delimiter may be a space.
  if (text === '') return undefined;
  const given = numbers.has(member) || member === 'sheet' ? text.trim() : text;
  return numbers.has(member) && /^\d{1,7}$/.test(given) ? Number(given) : given || undefined;
}
