import { z } from 'zod';
import { tableParameters } from './table-parameters.ts';

/** What clean-my-data can be asked for. */
export const cleanParameters = z.strictObject({
  ...tableParameters.shape,
});
export type CleanParameters = z.output<typeof cleanParameters>;
