import type { Command } from 'commander';
import { Option } from 'commander';
import type { Act } from '../../cli.ts';
import { wholeNumber } from '../../options.ts';
import { withReadingFlags } from '../../reading-options.ts';
import { apply } from './apply.ts';
import { check } from './check.ts';
import { infer } from './infer.ts';
import { archive, list, restore, show, showFormats } from './stored.ts';

const FILE = 'definition in YAML or JSON, or a datapackage.json with one table';

export function importersCommand(program: Command, act: Act): void {
  const importers = program
    .command('importers')
    .description('work with importers: how a file becomes rows of a table')
    .addHelpText(
      'after',
      `
Examples:
  $ sluice importers list
  $ sluice importers infer trees.csv -o trees.yaml
  $ sluice importers show assets > mine.yaml
  $ sluice importers check mine.yaml
  $ sluice importers apply mine.yaml`,
    );
  importers
    .command('list')
    .description('list the importers that you can use')
    .option('--archived', 'also those that are archived')
    .action(act(list));
  importers
    .command('show')
    .description('print the definition of an importer')
    .argument('<name>', 'name of the importer')
    .option('--version <number>', 'an older version; default: the newest', wholeNumber(1, 1_000_000))
    .option('--versions', 'list the versions instead')
    .addOption(
      new Option('--format <format>', 'print it in another format (default: as it was given)').choices(showFormats),
    )
    .addHelpText(
      'after',
      `
A Data Package cannot hold all parts of a definition; those that are left out are named on stderr and in the file.

Examples:
  $ sluice importers show assets > mine.yaml
  $ sluice importers show assets --format datapackage > datapackage.json`,
    )
    .action(act(show));
  importers
    .command('check')
    .description('check a definition without a server, and list all its problems')
    .argument('<file>', FILE)
    .addHelpText(
      'after',
      `
Each problem has its place (line:column) and its path in the document. The exit code is 1 if there are any.

Examples:
  $ sluice importers check importers/assets.yaml
  $ sluice --json importers check importers/assets.yaml | jq -r '.problems[].path'`,
    )
    .action(act(check));
  withReadingFlags(
    importers
      .command('infer')
      .description('infer a definition from a file or a table, to edit and apply')
      .argument('[file]', 'file, - for stdin, or the ID of a stored document')
      .option('--table <table>', 'infer from a table instead: schema.table')
      .option('--name <name>', 'name of the importer; default: from the name of the file or table')
      .option('-o, --out <file>', 'write the definition to a file')
      .option('--force', 'overwrite it'),
  )
    .addHelpText(
      'after',
      `
Only the file itself is stored. Anything doubtful is reported on stderr and in comments.

Examples:
  $ sluice importers infer trees.csv -o trees.yaml
  $ sluice importers infer --table shop.customers --name customers`,
    )
    .action(act(infer));
  importers
    .command('apply')
    .description('create the importer that a definition names, or its next version')
    .argument('<file>', FILE)
    .option('--dry-run', 'only check it and compare it with the tables on the server')
    .option(
      '--based-on <version>',
      'refuse it if another version was saved after this one; 0: if there is any',
      wholeNumber(0, 1_000_000),
    )
    .addOption(
      new Option(
        '--for <accounts>',
        'which accounts can use a new importer; default: all if you are an operator, else only your own',
      ).choices(['all', 'account']),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ sluice importers apply city-trees.yaml --dry-run
  $ sluice importers apply city-trees.yaml
  $ sluice import trees.csv --importer city-trees`,
    )
    .action(act(apply));
  importers
    .command('archive')
    .description('archive an importer: it takes no new imports; its rows and imports stay')
    .argument('<name>', 'name of the importer')
    .action(act(archive));
  importers
    .command('restore')
    .description('restore an archived importer')
    .argument('<name>', 'name of the importer')
    .action(act(restore));
}
