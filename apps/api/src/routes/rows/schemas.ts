import { z } from '@hono/zod-openapi';
import { pageOf } from '../../openapi.ts';

const row = z
  .record(z.string(), z.unknown())
  .describe(
    'One value per column of the table, without the account. Decimals are exact texts without zeros at their end, times are in UTC.',
  )
  .openapi('Row');

const column = z.object({ name: z.string(), type: z.string().describe('As MySQL writes it.') }).openapi('RowColumn');

export const rowPage = pageOf(row)
  .extend({
    previous_cursor: z
      .string()
      .nullable()
      .describe('Send it as `cursor` to get the page before this one; null on the first page.'),
    columns: z.array(column).describe('The columns of the table, in its order, without the account.'),
    key: z.array(z.string()).describe('The columns by which rows are ordered, and which `key.COLUMN` can name.'),
    by_import: z.boolean().describe('Whether rows can be selected by `import_id`.'),
  })
  .openapi('RowPage');
