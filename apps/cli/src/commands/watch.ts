import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import type { ExitCode } from '../exit-codes.ts';
import { describeEnd, exitCodeOfWork, follow, sayWarnings } from '../follow.ts';
import { requireWork } from '../work.ts';

export function watchCommand(program: Command, act: Act): void {
  program
    .command('watch')
    .description('follow an import, analysis or re-processing run until it finishes')
    .argument('<id>', 'ID of the import, analysis or run')
    .addHelpText(
      'after',
      `
With --json: one line per state, the last with "event": "done".

Examples:
  $ sluice watch 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d
  $ sluice --json watch 0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d | jq .percent`,
    )
    .action(act(watch));
}

async function watch(cli: Cli, id: string): Promise<ExitCode> {
  const client = await cli.client();
  const work = await requireWork(client, id, cli.signal);
  const line = (event: string, state: unknown) => `${JSON.stringify({ event, ...(state as object) })}\n`;
  const onState = (state: unknown) => void (cli.json && cli.stdout.write(line('progress', state)));
  const end = await follow(cli, client, work, { onState });
  await cli.print(cli.json ? line('done', end) : describeEnd(end));
  sayWarnings(cli, end);
  return exitCodeOfWork(end);
}
