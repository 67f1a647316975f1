import { z } from 'zod';
import { importOptions } from './import-options.ts';

const { delimiter, encoding, sheet, date_order } = importOptions.shape;

/** How to read the file of an analysis; anything not given is auto-detected. */
export const tableParameters = z.object({
  delimiter,
  encoding,
  sheet,
  date_order,
  header: z.boolean().default(true).describe('Whether the first row contains the column names.'),
});
