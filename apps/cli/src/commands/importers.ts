import { open } from 'node:fs/promises';
import path from 'node:path';
import { counted } from '@sluice/client';
import type { Problem } from '@sluice/importers/document';
import type { Command } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { CliError, type ExitCode, exitCodes, usageError } from '../exit-codes.ts';
import { printable } from '../show/text.ts';

export function importersCommand(program: Command, act: Act): void {
  const importers = program
    .command('importers')
    .description('work with definitions of importers: how a file becomes rows of a table')
    .addHelpText(
      'after',
      `
Examples:
  $ sluice importers check importers/assets.yaml
  $ sluice importers check datapackage.json`,
    );
  importers
    .command('check')
    .description('check a definition without a server, and list all its problems')
    .argument('<file>', 'definition in YAML or JSON, or a datapackage.json with one table')
    .addHelpText(
      'after',
      `
Each problem has its place (line:column) and its path in the document. Exit code 1 if there are any.

Examples:
  $ sluice importers check importers/assets.yaml
  $ sluice --json importers check importers/assets.yaml | jq -r '.problems[].path'`,
    )
    .action(act(check));
}

async function check(cli: Cli, file: string): Promise<ExitCode> {
  // Loaded here, because no other command needs it.
  const { MOST_BYTES, MOST_PROBLEMS, readDefinition } = await import('@sluice/importers/document');
  const text = await readText(file, MOST_BYTES);
  const format = path.extname(file).toLowerCase() === '.json' ? 'json' : 'yaml';
  const { definition, problems } = readDefinition(text, { format });
  if (definition) {
    const { name, schema } = definition;
    const message = `${file}: the importer ${name} has ${counted(schema.fields.length, 'field')} and no problems.\n`;
    await cli.result({ file, valid: true, importer: name, problems }, message);
    return exitCodes.done;
  }
  const count = counted(problems.length, 'problem');
  const sum = problems.length < MOST_PROBLEMS ? `${count} in ${file}.` : `${count} or more in ${file}.`;
  const lines = [...problems.map((problem) => lineOf(file, problem)), sum];
  await cli.result({ file, valid: false, importer: null, problems }, `${lines.join('\n')}\n`);
  return exitCodes.failed;
}

/** `file:line:column`, which editors and terminals follow, then the path, the message and the code. */
function lineOf(file: string, { path: where, code, message, at }: Problem): string {
  const place = at ? `${file}:${at.line}:${at.column}` : file;
  return `${place}: ${where === '' ? '' : `${printable(where)}: `}${printable(message)} (${code})`;
}

/** The text of a file. One that is too long is read no further than is needed to see that. */
async function readText(file: string, mostBytes: number): Promise<string> {
  // Long enough that it stays too long without a character that its end cuts.
  const buffer = Buffer.alloc(mostBytes + 4);
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? usageError(`File not found: ${file}.`) : new CliError(error.message);
  });
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      ({ bytesRead: read } = await handle.read(buffer, length, buffer.length - length, null));
    }
  } catch (error) {
    throw new CliError((error as NodeJS.ErrnoException).code === 'EISDIR' ? `${file} is a folder.` : String(error));
  } finally {
    await handle.close();
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length), {
      stream: length === buffer.length,
    });
  } catch {
    throw new CliError(`${file} is not UTF-8. Save it as UTF-8.`);
  }
}
