import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type Act, createCli, type GlobalOptions, type Surroundings } from './cli.ts';
import { analyzeCommand } from './commands/analyze.ts';
import { cancelCommand } from './commands/cancel.ts';
import { completionCommand } from './commands/completion.ts';
import { deleteCommand } from './commands/delete.ts';
import { deletionsCommand } from './commands/deletions.ts';
import { downloadCommand } from './commands/download.ts';
import { errorsCommand } from './commands/errors.ts';
import { importCommand } from './commands/import.ts';
import { importersCommand } from './commands/importers/index.ts';
import { loginCommand } from './commands/login.ts';
import { reprocessCommand } from './commands/reprocess.ts';
import { retryCommand } from './commands/retry.ts';
import { storageCommand } from './commands/storage.ts';
import { tokenCommand } from './commands/token.ts';
import { uploadCommand } from './commands/upload.ts';
import { usageCommand } from './commands/usage.ts';
import { watchCommand } from './commands/watch.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { describeError, errorDocument } from './report-error.ts';

const HELP = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 finished, but rows failed or artifacts could not be delivered,
4 not signed in or not allowed, 5 server unreachable, 130 Ctrl-C.

Examples:
  $ sluice login --url https://sluice.example.org
  $ sluice import assets.csv
  $ sluice analyze customers.xlsx --tool clean-my-data --download .
  $ sluice errors 0195c9d1-...-0c5a --csv > errors.csv`;

/** The command tree. */
export function createProgram(act: Act): Command {
  const program = new Command('sluice')
    .description('Import CSV and XLSX files into MySQL, profile and clean them, and download the results.')
    .option('--url <url>', 'URL of the API (SLUICE_URL)')
    .option('--token <token>', 'token; SLUICE_TOKEN keeps it out of the process list')
    .option('--json', 'print only JSON on stdout; streams print one document per line')
    .option('-q, --quiet', 'hide progress')
    .addHelpText('after', HELP)
    .showHelpAfterError('(run sluice --help or sluice COMMAND --help for usage)')
    .exitOverride();
  const commands = [
    loginCommand,
    uploadCommand,
    importCommand,
    analyzeCommand,
    watchCommand,
    cancelCommand,
    deleteCommand,
    retryCommand,
    errorsCommand,
    deletionsCommand,
    downloadCommand,
    reprocessCommand,
    tokenCommand,
    importersCommand,
    storageCommand,
    usageCommand,
    completionCommand,
  ];
  for (const add of commands) add(program, act);
  return program;
}

/** Runs the command line. Never throws; returns the exit code. */
export async function runProgram(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const act: Act =
    (run) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      const cli = createCli(around, command.optsWithGlobals<GlobalOptions>());
      exitCode = (await run(cli, ...given)) ?? exitCodes.done;
    };
  const program = createProgram(act);
  program.configureOutput({
    writeOut: (text) => void around.stdout.write(text),
    writeErr: (text) => void around.stderr.write(text),
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, around, argv.includes('--json'));
  }
}

/** Prints the error and returns its exit code. */
function failed(error: unknown, { signal, stdout, stderr }: Surroundings, json: boolean): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 && !(error instanceof InvalidArgumentError) ? exitCodes.done : exitCodes.usage;
  }
  if (signal.aborted) return exitCodes.interrupted;
  if (json) stdout.write(`${JSON.stringify(errorDocument(error))}\n`);
  else stderr.write(`${describeError(error)}\n`);
  return exitCodeOf(error);
}
