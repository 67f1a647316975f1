import type { DocumentReading } from '@sluice/client';
import { counted } from '../ui/format.ts';
import { delimiterChoices, encodingChoices } from './choices.ts';

type Read = Pick<DocumentReading, 'dialect' | 'decisions' | 'header'>;

const labelOf = (choices: readonly { value: string; label: string }[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** In one line: the columns, the row of the header, and how the text is written. */
export function readingSummary({ dialect, decisions, header }: Read): string {
  const { format, delimiter, encoding, sheet } = dialect;
  const row = decisions.find(({ topic }) => topic === 'header_row')?.value;
  const doubtful = decisions.filter((one) => one.doubtful).length;
  return [
    counted(header.length, 'column'),
    ...(header.length === 0 || row === undefined ? [] : [row === null ? 'no header' : `header in row ${row}`]),
    ...(format === 'xlsx'
      ? [`sheet ${sheet}`]
      : [
          `delimiter: ${labelOf(delimiterChoices, delimiter ?? '')}`,
          `encoding: ${labelOf(encodingChoices, encoding)}`,
        ]),
    ...(doubtful > 0 ? [`${counted(doubtful, 'doubtful setting')}: check the settings below`] : []),
  ].join(' · ');
}
