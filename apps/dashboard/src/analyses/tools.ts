/** The display names of the tools. */
const names: Readonly<Record<string, string>> = {
  'profile-my-data': 'Profile',
  'clean-my-data': 'Cleaning',
};
export const toolTitle = (tool: string): string => names[tool] ?? tool;
