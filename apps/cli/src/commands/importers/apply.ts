import { type ImporterSaved, isSluiceError, type SluiceError } from '@sluice/client';
import type { Cli } from '../../cli.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { problemLines } from './check.ts';
import { formatOfFile, readDefinitionFile } from './definition-file.ts';

/** What the API takes, as it says itself when there is more. */
const MOST_BYTES = 1024 * 1024;

interface ApplyOptions {
  readonly dryRun?: boolean;
  readonly for?: 'all' | 'account';
  readonly basedOn?: number;
}

export async function apply(
  cli: Cli,
  file: string,
  { dryRun = false, for: scope, basedOn }: ApplyOptions,
): Promise<ExitCode> {
  const client = await cli.client();
  const text = await readDefinitionFile(file, MOST_BYTES);
  try {
    const response = await client.send('POST', '/api/v1/importers', {
      body: text,
      headers: { 'content-type': formatOfFile(file) === 'json' ? 'application/json' : 'application/yaml' },
      query: { dry_run: String(dryRun), scope, based_on: basedOn },
      signal: cli.signal,
    });
    const saved = (await response.json()) as ImporterSaved;
    for (const { field, message } of saved.warnings) cli.say(`${file}: ${field}: ${message}`);
    await cli.result(saved, describe(saved, dryRun));
    return exitCodes.done;
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'VALIDATION_FAILED') throw error;
    const problems = problemsOf(error);
    await cli.result({ file, valid: false, problems }, problemLines(file, problems));
    return exitCodes.failed;
  }
}

function describe({ name, version, created, scope }: ImporterSaved, dryRun: boolean): string {
  if (dryRun) return `${name} has no problems; it would be version ${version}. Nothing was stored.\n`;
  if (!created) return `${name} is unchanged: version ${version} says the same.\n`;
  const whose = scope === 'all' ? 'every account' : 'this account';
  return `${name} has version ${version} now, for ${whose}. Import with: sluice import FILE --importer ${name}\n`;
}

const problemsOf = ({ fields }: SluiceError) =>
  fields.map(({ field, code, message, line, column }) => ({
    path: field,
    code,
    message,
    ...(line !== undefined && { at: { line, column: column ?? 1 } }),
  }));
