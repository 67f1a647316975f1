import type { ImportOptions } from '@sluice/jobs';
import type { TableOptions } from '../tabular/index.ts';

/** Of an import's options, those that tell how the file is to be read. */
export const tableOptions = ({ delimiter, encoding, sheet }: ImportOptions): TableOptions => ({
  ...(delimiter && { delimiter }),
  ...(encoding && { encoding }),
  ...(sheet && { sheet }),
});
