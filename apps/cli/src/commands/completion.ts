import { Argument, type Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { completionScript, type Shell, shells } from '../completion/scripts.ts';
import { treeOf } from '../completion/tree.ts';

export function completionCommand(program: Command, act: Act): void {
  program
    .command('completion')
    .description('print a shell completion script')
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText(
      'after',
      `
Examples:
  $ source <(sluice completion bash)
  $ sluice completion zsh > "\${fpath[1]}/_sluice"
  $ sluice completion fish > ~/.config/fish/completions/sluice.fish`,
    )
    .action(act((cli: Cli, shell: Shell) => cli.print(completionScript(shell, treeOf(program)))));
}
