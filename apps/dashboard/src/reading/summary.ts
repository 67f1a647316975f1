import type { DocumentReading } from '@sluice/client';
import { counted } from '../ui/format.ts';
import { valueLabel } from './choices.ts';

type Read = Pick<DocumentReading, 'dialect' | 'decisions' | 'header'>;

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
      : [`delimiter: ${valueLabel('delimiter', delimiter)}`, `encoding: ${valueLabel('encoding', encoding)}`]),
    ...(doubtful > 0 ? [`${counted(doubtful, 'doubtful setting')}: check the settings below`] : []),
  ].join(' · ');
}
