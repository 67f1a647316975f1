import { AppError } from '@sluice/core';
import type { ToolName } from '@sluice/jobs';
import { cleanTool } from './clean/index.ts';
import type { Tool, Tools } from './types.ts';

const missing = <T extends ToolName>(name: T): Tool<T> => ({
  name,
  run: () => Promise.reject(new AppError('INTERNAL', `${name} is not built yet.`)),
});

/** What can be done with a file, by its name. */
export const tools: Tools = {
  'profile-my-data': missing('profile-my-data'),
  'clean-my-data': cleanTool,
};
