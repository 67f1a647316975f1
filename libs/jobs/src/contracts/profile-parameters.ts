import { z } from 'zod';
import { tableParameters } from './table-parameters.ts';

/** The parameters of profile-my-data. */
export const profileParameters = z.strictObject({
  ...tableParameters.shape,
  compare_doc_id: z
    .uuid()
    .toLowerCase()
    .optional()
    .describe('A second document to compare with: reports how far its columns have drifted.'),
});
export type ProfileParameters = z.output<typeof profileParameters>;
