import type { components } from '@sluice/client';
import { toolTitle } from '../analyses/tools.ts';
import type { Choice } from '../ui/Field.tsx';

export type ToolName = NonNullable<components['schemas']['ReprocessFilter']['tool']>;

/** The tools that produce artifacts, by their API names. */
export const toolNames = ['profile-my-data', 'clean-my-data'] as const satisfies readonly ToolName[];

export const toolChoices: readonly Choice<ToolName>[] = toolNames.map((value) => ({ value, label: toolTitle(value) }));
