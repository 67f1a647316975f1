import { counted } from '@sluice/client';
import type { Problem } from '@sluice/importers/document';
import type { Cli } from '../../cli.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { printable } from '../../show/text.ts';
import { formatOfFile, readDefinitionFile } from './definition-file.ts';

/** Checks a definition without a server, and prints its problems. */
export async function check(cli: Cli, file: string): Promise<ExitCode> {
  // Loaded here, because no other command needs it.
  const { MOST_BYTES, MOST_PROBLEMS, readDefinition } = await import('@sluice/importers/document');
  const text = await readDefinitionFile(file, MOST_BYTES);
  const { definition, problems } = readDefinition(text, { format: formatOfFile(file) });
  if (definition) {
    const { name, schema } = definition;
    const message = `${file}: the importer ${name} has ${counted(schema.fields.length, 'field')} and no problems.\n`;
    await cli.result({ file, valid: true, importer: name, problems }, message);
    return exitCodes.done;
  }
  const count = problems.length < MOST_PROBLEMS ? '' : ' or more';
  const lines = problemLines(file, problems, count);
  await cli.result({ file, valid: false, importer: null, problems }, lines);
  return exitCodes.failed;
}

type ShownProblem = Omit<Problem, 'code'> & { readonly code: string };

/** One line for each problem, and their sum. */
export function problemLines(file: string, problems: readonly ShownProblem[], more = ''): string {
  const sum = `${counted(problems.length, 'problem')}${more} in ${file}.`;
  return `${[...problems.map((problem) => lineOf(file, problem)), sum].join('\n')}\n`;
}

/** `file:line:column`, which editors and terminals follow, then the path, the message and the code. */
function lineOf(file: string, { path: where, code, message, at }: ShownProblem): string {
  const place = at ? `${file}:${at.line}:${at.column}` : file;
  return `${place}: ${where === '' ? '' : `${printable(where)}: `}${printable(message)} (${code})`;
}
