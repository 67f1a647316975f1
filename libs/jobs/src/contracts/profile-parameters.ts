import { z } from 'zod';
import { tableParameters } from './table-parameters.ts';

/** What profile-my-data can be asked for. */
export const profileParameters = z.strictObject({
  ...tableParameters.shape,
  /** A second document, whose columns are compared with this one's. */
  compare_doc_id: z.uuid().optional().describe('A second document: how far its columns have drifted from this one.'),
});
export type ProfileParameters = z.output<typeof profileParameters>;
