import { z } from 'zod';
import { importOptions } from './import-options.ts';

const { delimiter, encoding, sheet, date_order } = importOptions.shape;

/** How the file of an analysis is to be read; what is not said is found out. */
export const tableParameters = z.object({
  delimiter,
  encoding,
  sheet,
  date_order,
  /** Whether the first row holds the names of the columns. */
  header: z.boolean().default(true).describe('Whether the first row holds the names of the columns.'),
});
