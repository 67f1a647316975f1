import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { createSluiceClient } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { removeConfig, writeConfig } from '../config.ts';
import { usageError } from '../exit-codes.ts';
import { printable } from '../show/text.ts';
import { type Role, roles, signToken } from '../sign-token.ts';
import { describeToken } from './token.ts';

interface LoginOptions {
  readonly account?: string;
  readonly role: Role;
  readonly expires: string;
  readonly forget?: boolean;
}

export function loginCommand(program: Command, act: Act): void {
  program
    .command('login')
    .description('save the URL of Sluice and a token for your user on this machine')
    .option('--account <account>', 'create a development token for this account; needs JWT_SECRET')
    .addOption(new Option('--role <role>', 'role of the development token').choices(roles).default('operator'))
    .option('--expires <time>', 'lifetime of the development token', '24h')
    .option('--forget', 'delete the saved URL and token')
    .addHelpText(
      'after',
      `
The token is read from --token, SLUICE_TOKEN, a pipe, or is asked for. It is kept in
$XDG_CONFIG_HOME/sluice/config.json, which only you may read.

Examples:
  $ sluice login --url https://sluice.example.org
  $ vault read -field=token secret/sluice | sluice login --url https://sluice.example.org
  $ JWT_SECRET=... sluice login --account demo`,
    )
    .action(act(login));
}

async function login(cli: Cli, { account, role, expires, forget }: LoginOptions): Promise<void> {
  if (forget) {
    await removeConfig(cli.configFile);
    return cli.result({ status: 'forgotten' }, 'Deleted the saved URL and token.\n');
  }
  const url = (await cli.access()).url.replace(/(?<!\/)\/+$/, '');
  if (!/^https?:\/\/[^/]/.test(url)) throw usageError(`Invalid URL ${url}. It must start with http:// or https://.`);
  const given = cli.options.token || cli.env.SLUICE_TOKEN;
  const token = account ? await signToken(cli.env, { account, role, expires }) : given || (await readToken(cli));
  if (!token) throw usageError('No token given. Use --token, SLUICE_TOKEN or a pipe.');
  // Saved only if it works.
  await createSluiceClient({ baseUrl: url, token }).GET('/api/v1/tools', { signal: cli.signal });
  await writeConfig(cli.configFile, { url, token });
  const who = describeToken(token, cli.env);
  await cli.result(
    { url, ...who },
    `Signed in at ${url}: ${printable(who.subject)}, account ${printable(who.account)}, ${who.role}.\n`,
  );
}

/** Reads from a pipe, or from a terminal without echo. */
async function readToken({ stdin, stderr, signal }: Cli): Promise<string> {
  if (!stdin.isTTY) {
    let text = '';
    for await (const piece of stdin) text += String(piece);
    return text.trim();
  }
  const hidden = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: hidden, terminal: true });
  try {
    const answered = lines.question('', { signal });
    // Only now, because the interface has just disabled the terminal's echo.
    stderr.write('Token: ');
    return (await answered).trim();
  } finally {
    lines.close();
    stderr.write('\n');
  }
}
