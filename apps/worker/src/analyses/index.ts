import { cleanTool } from './clean/index.ts';
import { profileTool } from './profile/index.ts';
import type { Tools } from './types.ts';

/** The analysis tools by name. */
export const tools: Tools = {
  'profile-my-data': profileTool,
  'clean-my-data': cleanTool,
};
