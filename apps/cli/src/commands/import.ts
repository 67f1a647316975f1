import { formatCount, type ImportJob, type ImportOptions, rowErrors, type SluiceClient } from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { type ExitCode, exitCodes, usageError } from '../exit-codes.ts';
import { deliver, importResult } from '../files/deliver.ts';
import { documentsOf } from '../files/documents.ts';
import { refuseOverwriting } from '../files/fetch-file.ts';
import { describeEnd, exitCodeOfWork, follow, sayWarnings } from '../follow.ts';
import { pair, synonym, wholeNumber } from '../options.ts';
import { type ReadingFlags, readingRequest, withReadingFlags } from '../reading-options.ts';
import { table } from '../show/table.ts';
import { printable } from '../show/text.ts';
import { writeErrors } from './errors.ts';

interface ImportCommandOptions extends ReadingFlags {
  readonly importer: string;
  readonly onInvalid?: ImportOptions['on_invalid'];
  readonly onDuplicate?: ImportOptions['on_duplicate'];
  readonly onNew?: ImportOptions['on_new'];
  readonly onAbsent?: ImportOptions['on_absent'];
  readonly maxDeletePercent?: number;
  readonly maxFailedRows?: number;
  readonly maxFailedPercent?: number;
  readonly maxRowsPerSecond?: number;
  readonly onBlank?: ImportOptions['on_blank'];
  readonly dryRun?: boolean;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly synonyms?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly generateKeys?: boolean;
  readonly wait: boolean;
  readonly errorsTo?: string;
  readonly result?: string;
  readonly failed?: string;
  readonly force?: boolean;
  readonly name?: string;
}

const SHOWN_ERRORS = 10;

export function importCommand(program: Command, act: Act): void {
  const command = program
    .command('import')
    .description('import CSV and XLSX files')
    .argument('<files...>', 'files, quoted patterns, - for stdin, or IDs of stored documents')
    .option('--importer <name>', 'importer to use; sluice importers list shows them', 'assets')
    .addOption(
      new Option('--on-invalid <mode>', 'skip: import the valid records; abort: import all records or none').choices([
        'skip',
        'abort',
      ]),
    )
    .addOption(
      new Option('--on-duplicate <mode>', 'what to do with a record whose key already exists in the table').choices([
        'reject',
        'update',
        'skip',
      ]),
    )
    .addOption(
      new Option('--on-new <mode>', 'what to do with a record whose key is not in the table yet').choices([
        'insert',
        'reject',
        'skip',
      ]),
    )
    .addOption(
      new Option('--on-absent <mode>', 'what to do with rows of the table that the file lacks').choices([
        'keep',
        'delete',
      ]),
    )
    .option(
      '--max-delete-percent <percent>',
      'with --on-absent delete: write and delete nothing if more of the rows would be deleted',
      wholeNumber(0, 100),
    )
    .option('--max-failed-rows <rows>', 'write nothing if more records have errors', wholeNumber(0, 1_000_000_000))
    .option('--max-failed-percent <percent>', 'the same, in percent of all records', wholeNumber(0, 100))
    .option(
      '--max-rows-per-second <rows>',
      'write more slowly, for tables that others are using',
      wholeNumber(1, 1_000_000),
    )
    .addOption(
      new Option('--on-blank <mode>', 'on update, blank cells keep the old value or clear it').choices([
        'keep',
        'null',
      ]),
    )
    .option('--dry-run', 'check and count without writing')
    .option(
      '--mapping <header=column>',
      'map a header of the file to a column; "header=" ignores it; may be repeated',
      pair,
    )
    .option(
      '--synonyms <field:text=value>',
      'read a text of a field as another value, such as type:Möbel=inventory; may be repeated',
      synonym,
    )
    .option('--generate-keys', 'import a file in which no record has a key; each row gets a generated one');
  withReadingFlags(command)
    .option('--no-wait', 'print the ID and exit without waiting')
    .option('--errors-to <file>', 'write all row errors to this CSV file')
    .option('--result <file>', 'save the result file (CSV), to repair and import again')
    .option('--failed <file>', 'save only the records that failed (CSV), to repair and import again')
    .option('--force', 'overwrite the files of --errors-to, --result and --failed')
    .option('--name <name>', 'file name for stdin')
    .addHelpText(
      'after',
      `
Exit code 3: finished, but records failed.

Examples:
  $ sluice import assets.csv
  $ sluice import contacts.xlsx --importer contacts --dry-run
  $ sluice import assets.csv --on-duplicate update --mapping 'Serial No=identifier' --mapping 'Notes='
  $ sluice import report.csv --header-row 4 --skip-footer 1 --strict
  $ sluice import parts.csv --importer parts --on-duplicate update --on-absent delete --dry-run
  $ sluice import assets.csv --result result.csv --errors-to errors.csv
  $ cat assets.csv | sluice import -`,
    )
    .action(act(importFiles));
}

async function importFiles(cli: Cli, given: string[], options: ImportCommandOptions): Promise<ExitCode> {
  const targets = [options.errorsTo, options.result, options.failed].filter((file) => file !== undefined);
  if (targets.length > 0 && !options.wait)
    throw usageError('--errors-to, --result and --failed need the import to finish. Remove --no-wait.');
  for (const file of targets) refuseOverwriting(file, options.force === true);
  const client = await cli.client();
  const items: unknown[] = [];
  const codes: ExitCode[] = [];
  let number = 0;
  for await (const document of documentsOf(cli, client, given, { name: options.name })) {
    if (number++ > 0 && targets.length > 0)
      throw usageError('--errors-to, --result and --failed work with one file at a time.');
    const params = { path: { importer: options.importer } };
    const body = { doc_id: document.docId, ...requestOf(options) };
    const { data } = await client.POST('/api/v1/{importer}/bulk', { params, body, signal: cli.signal });
    if (!options.wait) {
      items.push(data);
      if (!cli.json) await cli.print(`${data.job_id}\n`);
      continue;
    }
    const work = { kind: 'import', id: data.job_id, importer: options.importer } as const;
    const end = (await follow(cli, client, work, { label: document.label })) as ImportJob;
    await finish(cli, client, end, options);
    items.push(end);
    codes.push(exitCodeOfWork(end));
  }
  if (cli.json) await cli.result({ items }, '');
  return worst(codes);
}

/** A failed file outranks one with failed records. */
const worst = (codes: readonly ExitCode[]): ExitCode =>
  codes.includes(exitCodes.failed)
    ? exitCodes.failed
    : codes.includes(exitCodes.failedRows)
      ? exitCodes.failedRows
      : exitCodes.done;

function requestOf(options: ImportCommandOptions): ImportOptions {
  const { onInvalid, onDuplicate, onNew, onAbsent, onBlank, dryRun, mapping } = options;
  const wanted = {
    on_invalid: onInvalid,
    on_duplicate: onDuplicate,
    on_new: onNew,
    on_absent: onAbsent,
    max_delete_percent: options.maxDeletePercent,
    on_blank: onBlank,
    max_failed_rows: options.maxFailedRows,
    max_failed_percent: options.maxFailedPercent,
    max_rows_per_second: options.maxRowsPerSecond,
    dry_run: dryRun,
    mapping: mapping && Object.fromEntries(Object.entries(mapping).map(([header, column]) => [header, column || null])),
    synonyms: options.synonyms,
    generate_keys: options.generateKeys,
    ...readingRequest(options),
  } satisfies { readonly [K in keyof Required<ImportOptions>]: ImportOptions[K] | undefined };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as ImportOptions;
}

/** Prints the outcome and downloads the requested files. */
async function finish(
  cli: Cli,
  client: SluiceClient,
  end: ImportJob,
  { errorsTo, result, failed, force = false }: ImportCommandOptions,
) {
  const { importer, job_id: id } = end;
  if (!cli.json) await cli.print(describeEnd(end));
  sayWarnings(cli, end);
  if (end.errors.length > 0) {
    const shown = end.errors.slice(0, SHOWN_ERRORS);
    cli.say(
      table(
        ['row', 'field', 'code', 'error'],
        shown.map(({ row, field, code, error }) => [row, field, code, error]),
      ).trimEnd(),
    );
    if (end.errors.length > shown.length) cli.say(`More: sluice errors ${id}`);
  }
  if (errorsTo) {
    const written = await writeErrors(errorsTo, rowErrors(client, { importer, id }, { signal: cli.signal }));
    cli.say(`${printable(errorsTo)}: ${formatCount(written)} ${written === 1 ? 'error' : 'errors'}`);
  }
  const save = async (rows: 'all' | 'failed', to: string, what: string) => {
    const file = await importResult(cli, client, { importer, id }, { format: 'csv', rows });
    await deliver(cli, client, file, { to, force });
    cli.say(`${printable(to)}: ${what}`);
  };
  if (result) await save('all', result, 'all records with their outcome');
  if (!failed) return;
  if (end.failed_rows === 0) cli.say(`${printable(failed)} was not written: no record failed.`);
  else await save('failed', failed, 'the records that failed');
}
