import { cleanTool } from './clean/index.ts';
import { profileTool } from './profile/index.ts';
import type { Tools } from './types.ts';

/** What can be done with a file, by its name. */
export const tools: Tools = {
  'profile-my-data': profileTool,
  'clean-my-data': cleanTool,
};
