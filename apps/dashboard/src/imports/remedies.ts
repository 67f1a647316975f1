import { isUnknownValue } from './meanings/unknown-values.ts';
import type { StepId } from './new/steps.ts';

/** A step of a new import in which one decision may repair every error of a cause. */
export interface Remedy {
  readonly step: StepId;
  readonly label: string;
}

const meaning: Remedy = { step: 'review', label: 'Say what values mean' };
const column: Remedy = { step: 'columns', label: 'Map another column' };
const remedies: Readonly<Record<string, Remedy>> = {
  DATE_ORDER_UNKNOWN: { step: 'reading', label: 'Choose the date format' },
  TOO_FEW_CELLS: { step: 'reading', label: 'Fill missing cells' },
  TOO_MANY_CELLS: { step: 'reading', label: 'Choose the delimiter' },
  QUOTE_MISPLACED: { step: 'reading', label: 'Choose the quote character' },
  QUOTE_UNCLOSED: { step: 'reading', label: 'Choose the quote character' },
  INVALID_BYTES: { step: 'reading', label: 'Choose the encoding' },
  ALREADY_EXISTS: { step: 'start', label: 'Update or skip existing rows' },
  NOT_IN_TABLE: { step: 'start', label: 'Insert or skip new rows' },
};

/** Values that are of another kind than those of the field: perhaps of another field. */
const isOtherKind = (code: string): boolean =>
  code === 'DATE_INVALID' || (/^NOT_/.test(code) && !['NOT_EXACT', 'NOT_FOUND_IN_TABLE'].includes(code));

/** Where errors with this code may be repaired together; undefined if only the file can be. */
export function remedyOf(code: string): Remedy | undefined {
  if (isUnknownValue(code)) return meaning;
  return remedies[code] ?? (isOtherKind(code) ? column : undefined);
}
