import { formatBytes, formatCount } from '@sluice/client';
import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { table } from '../show/table.ts';

export function usageCommand(program: Command, act: Act): void {
  program
    .command('usage')
    .description(
      'show how much of its limits the account uses: storage, uploads, event streams, unfinished work, importers',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ sluice usage
  $ sluice --json usage | jq '.limits[] | select(.limit != null)'`,
    )
    .action(act(usage));
}

async function usage(cli: Cli): Promise<void> {
  const client = await cli.client();
  const { data } = await client.GET('/api/v1/account/usage', { signal: cli.signal });
  const rows = data.limits.map(({ name, used, limit }) => {
    const show = name === 'stored_bytes' ? formatBytes : formatCount;
    return [name.replaceAll('_', ' '), show(used), limit === null ? 'none' : show(limit), shareOf(used, limit)];
  });
  await cli.result(data, table(['name', 'used', 'limit', 'share'], rows));
}

const shareOf = (used: number, limit: number | null): string =>
  limit === null || limit === 0 ? '' : `${Math.floor((used / limit) * 100)}%`;
