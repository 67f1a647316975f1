import {
  type ImporterName,
  type ImportJob,
  type ImportOptions,
  importerNames,
  type SluiceClient,
} from '@sluice/client';
import { type Command, Option } from 'commander';
import type { Act, Cli } from '../cli.ts';
import { type ExitCode, exitCodes, usageError } from '../exit-codes.ts';
import { deliver, importResult } from '../files/deliver.ts';
import { documentsOf } from '../files/documents.ts';
import { refuseOverwriting } from '../files/fetch-file.ts';
import { describeEnd, exitCodeOfWork, follow } from '../follow.ts';
import { delimiter, pair } from '../options.ts';
import { table } from '../show/table.ts';
import { count, printable } from '../show/text.ts';
import { rowErrors, writeErrors } from './errors.ts';

interface ImportCommandOptions {
  readonly importer: ImporterName;
  readonly onInvalid?: ImportOptions['on_invalid'];
  readonly onDuplicate?: ImportOptions['on_duplicate'];
  readonly onBlank?: ImportOptions['on_blank'];
  readonly dryRun?: boolean;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly delimiter?: NonNullable<ImportOptions['delimiter']>;
  readonly encoding?: NonNullable<ImportOptions['encoding']>;
  readonly dateOrder?: NonNullable<ImportOptions['date_order']>;
  readonly sheet?: string;
  readonly wait: boolean;
  readonly errorsTo?: string;
  readonly result?: string;
  readonly force?: boolean;
  readonly name?: string;
}

const SHOWN_ERRORS = 10;

export function importCommand(program: Command, act: Act): void {
  program
    .command('import')
    .description('import the rows of CSV and XLSX files')
    .argument('<files...>', 'files, quoted patterns, - for stdin, or ids of stored documents')
    .addOption(new Option('--importer <name>', 'what the rows are').choices(importerNames).default('assets'))
    .addOption(
      new Option('--on-invalid <mode>', 'skip: write the good rows; abort: all or none').choices(['skip', 'abort']),
    )
    .addOption(
      new Option('--on-duplicate <mode>', 'what happens to a row whose key is in the table').choices([
        'reject',
        'update',
        'skip',
      ]),
    )
    .addOption(new Option('--on-blank <mode>', 'on update: keep the old value, or clear it').choices(['keep', 'null']))
    .option('--dry-run', 'check and count, write nothing')
    .option(
      '--mapping <header=column>',
      'a header of the file is that column; "header=" leaves it out; may be repeated',
      pair,
    )
    .option('--delimiter <char>', ', ; | or tab; found by itself unless given', delimiter)
    .addOption(
      new Option('--encoding <name>', 'found by itself unless given').choices([
        'utf-8',
        'utf-16le',
        'utf-16be',
        'windows-1252',
      ]),
    )
    .addOption(new Option('--date-order <order>', 'of dates such as 03/04/2024').choices(['DMY', 'MDY']))
    .option('--sheet <name>', 'of an XLSX file; the first unless given')
    .option('--no-wait', 'do not wait for the end: print the id')
    .option('--errors-to <file>', 'write every row error as CSV')
    .option('--result <file>', 'fetch the result file (CSV): repair it and import it again')
    .option('--force', 'replace the files of --errors-to and --result')
    .option('--name <name>', 'what stdin is called')
    .addHelpText(
      'after',
      `
Exit code 3: finished, but rows were rejected.

Examples:
  $ sluice import assets.csv
  $ sluice import contacts.xlsx --importer contacts --dry-run
  $ sluice import assets.csv --on-duplicate update --mapping 'Serial No=identifier' --mapping 'Notes='
  $ sluice import assets.csv --result rejected.csv --errors-to errors.csv
  $ cat assets.csv | sluice import -`,
    )
    .action(act(importFiles));
}

async function importFiles(cli: Cli, given: string[], options: ImportCommandOptions): Promise<ExitCode> {
  const targets = [options.errorsTo, options.result].filter((file) => file !== undefined);
  if (targets.length > 0 && !options.wait)
    throw usageError('--errors-to and --result need the end of the import: leave --no-wait out.');
  for (const file of targets) refuseOverwriting(file, options.force === true);
  const client = await cli.client();
  const items: unknown[] = [];
  const codes: ExitCode[] = [];
  let number = 0;
  for await (const document of documentsOf(cli, client, given, { name: options.name })) {
    if (number++ > 0 && targets.length > 0) throw usageError('--errors-to and --result take one file at a time.');
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

/** One file that failed is worse than one with rejected rows. */
const worst = (codes: readonly ExitCode[]): ExitCode =>
  codes.includes(exitCodes.failed)
    ? exitCodes.failed
    : codes.includes(exitCodes.rejectedRows)
      ? exitCodes.rejectedRows
      : exitCodes.done;

function requestOf(options: ImportCommandOptions): ImportOptions {
  const { onInvalid, onDuplicate, onBlank, dryRun, mapping, dateOrder } = options;
  const wanted = {
    on_invalid: onInvalid,
    on_duplicate: onDuplicate,
    on_blank: onBlank,
    dry_run: dryRun,
    mapping: mapping && Object.fromEntries(Object.entries(mapping).map(([header, column]) => [header, column || null])),
    delimiter: options.delimiter,
    encoding: options.encoding,
    date_order: dateOrder,
    sheet: options.sheet,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as ImportOptions;
}

/** Says what became of the rows, and brings the files that were asked for. */
async function finish(
  cli: Cli,
  client: SluiceClient,
  end: ImportJob,
  { errorsTo, result, force = false }: ImportCommandOptions,
) {
  const { importer, job_id: id } = end;
  if (!cli.json) await cli.print(describeEnd(end));
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
    const written = await writeErrors(errorsTo, rowErrors(client, { importer, id }, cli.signal));
    cli.say(`${printable(errorsTo)}: ${count(written)} errors`);
  }
  if (!result) return;
  const file = await importResult(cli, client, { importer, id }, 'csv');
  await deliver(cli, client, file, { to: result, force });
  cli.say(`${printable(result)}: the rows with what became of each`);
}
