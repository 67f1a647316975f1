import type { Command } from 'commander';

export interface OptionNode {
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** A command as needed for completion. */
export interface CommandNode {
  /** Names of its parents and itself, without the program; '' is the program itself. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionNode[];
  /** Allowed values of its arguments, where known. */
  readonly values: readonly string[];
  readonly children: readonly CommandNode[];
}

/** The command tree with the options of each command. */
export function treeOf(command: Command, above = '', inherited: readonly OptionNode[] = []): CommandNode {
  const options = [
    ...inherited,
    ...command.options.map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined),
      description: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
  ];
  const pathOf = (name: string) => [above, name].filter(Boolean).join(' ');
  return {
    path: above,
    name: command.name(),
    description: command.description(),
    options: [...options, { flags: ['-h', '--help'], description: 'help', takesValue: false, choices: [] }],
    values: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    children: command.commands.map((child) => treeOf(child, pathOf(child.name()), options)),
  };
}

export const allNodes = (node: CommandNode): CommandNode[] => [node, ...node.children.flatMap(allNodes)];
