import { encodingName } from '@sluice/core';
import type { ReadingOptions } from '@sluice/jobs';
import type { TableOptions } from '../tabular/index.ts';

/** The options that say how the bytes of a file become rows, as the reader takes them. */
export const tableOptions = ({ delimiter, encoding, sheet }: ReadingOptions): TableOptions => ({
  ...(delimiter && { delimiter }),
  ...(encoding && { encoding: encodingName(encoding) ?? encoding }),
  ...(sheet && { sheet }),
});
