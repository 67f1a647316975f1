import { type Command, Option } from 'commander';
import { decodeJwt } from 'jose';
import type { Act, Cli } from '../cli.ts';
import { CliError, exitCodes } from '../exit-codes.ts';
import { printable } from '../show/text.ts';
import { claimNames, type Role, roles, signToken } from '../sign-token.ts';

interface TokenOptions {
  readonly account?: string;
  readonly role: Role;
  readonly sub?: string;
  readonly expires: string;
}

export function tokenCommand(program: Command, act: Act): void {
  program
    .command('token')
    .description('show the current token; with --account, create a development token')
    .option('--account <account>', 'account of the new token; needs JWT_SECRET')
    .addOption(
      new Option('--role <role>', 'viewers read, members also write, operators also administer')
        .choices(roles)
        .default('member'),
    )
    .option('--sub <subject>', 'subject, as shown in logs')
    .option('--expires <time>', 'lifetime: a number and s, m, h or d', '24h')
    .addHelpText(
      'after',
      `
Examples:
  $ sluice token
  $ export SLUICE_TOKEN=$(JWT_SECRET=... sluice token --account demo --role operator)`,
    )
    .action(act(token));
}

async function token(cli: Cli, { account, role, sub, expires }: TokenOptions): Promise<void> {
  if (account) {
    const made = await signToken(cli.env, { account, role, subject: sub, expires });
    return cli.result({ token: made }, `${made}\n`);
  }
  const { url, token: current } = await cli.access();
  if (!current) throw new CliError(`Not signed in at ${url}. Sign in: sluice login --url ${url}`, exitCodes.notAllowed);
  const who = describeToken(current, cli.env);
  await (await cli.client()).GET('/api/v1/tools', { signal: cli.signal });
  const text = `${printable(who.subject)}, account ${printable(who.account)}, ${who.role}, at ${url} until ${who.expires_at ?? '(never expires)'}\n`;
  await cli.result({ url, ...who }, text);
}

/** The claims of a token, unverified; the server verifies them. */
export function describeToken(token: string, env: Cli['env']) {
  try {
    const names = claimNames(env);
    const payload = decodeJwt(token);
    const [sub, account, role] = [names.subject, names.account, names.role].map((name) => payload[name]?.toString());
    const { exp } = payload;
    return {
      subject: sub ?? '(none)',
      account: account ?? '(none)',
      role: printable(role ?? 'viewer'),
      expires_at: exp === undefined ? null : new Date(exp * 1_000).toISOString(),
    };
  } catch {
    return { subject: '(unknown)', account: '(unknown)', role: '(unknown)', expires_at: null };
  }
}
