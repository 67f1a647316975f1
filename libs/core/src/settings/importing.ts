import { z } from 'zod';
import { parseTargetRules, type TargetRule } from '../import-targets.ts';
import { anyText, flag, setting, text, wholeNumber } from './setting.ts';

const both = ['api', 'worker'] as const;

const targetRules = z.string().transform((list, ctx): TargetRule[] => {
  const rules = parseTargetRules(list);
  if (rules) return rules;
  ctx.addIssue({ code: 'custom', message: 'expected tables' });
  return z.NEVER;
});

/** The tables that importers may name, and where those are that Sluice makes. */
export const importSettings = z.object({
  IMPORT_TARGETS: setting(
    text(
      targetRules,
      'tables separated by commas, each once and with the column of the account or with `shared`, such as `shop.order_lines:account_id, shop.countries:shared`',
    ),
    {
      text:
        'Tables on the server of `DATABASE_URL` that importers may write to and look values up in, and whose rows they hold: ' +
        '`schema.table:column`, with the column of the account, or `schema.table:shared`. Without a schema, a table is in the database of `DATABASE_URL`. ' +
        'API and workers must use the same value.',
      readBy: both,
      unset: 'only `assets`, `contacts` and the tables that Sluice makes',
      example: 'shop.order_lines:account_id, shop.customers:account_id, shop.countries:shared',
    },
  ),
  IMPORT_CREATE_SCHEMA: setting(text(z.string().regex(/^[^`./\\\x00-\x20\x7f]{1,64}$/), 'the name of a database'), {
    text:
      'Database in which Sluice makes the tables of importers; their names begin with `data_`. The user of ' +
      '`MIGRATION_DATABASE_URL`, or of `DATABASE_URL`, makes them. API and workers must use the same value.',
    readBy: both,
    unset: 'the database of `DATABASE_URL`',
    example: 'shop_imports',
  }),
});

/** Who defines importers, and where from. */
export const definitionSettings = z.object({
  IMPORTERS_DIR: setting(anyText, {
    text:
      'Folder with definitions of importers for all accounts (`*.yaml`, `*.yml`, `*.json`). Files that are new or changed are ' +
      'installed without a restart; importers whose file is gone are archived.',
    readBy: ['api'],
    unset: 'no folder',
    example: '/etc/sluice/importers',
  }),
  IMPORTERS_DIR_CHECK_MS: setting(wholeNumber(50, 3_600_000), {
    text: 'How often the API looks for changes in `IMPORTERS_DIR`.',
    readBy: ['api'],
    unit: 'milliseconds',
    default: '5000',
  }),
  MEMBERS_MAY_DEFINE: setting(flag, {
    text: 'Whether members may define importers for their own account. Operators may always, for every account.',
    readBy: ['api'],
    default: 'false',
  }),
  MAX_IMPORTERS_PER_ACCOUNT: setting(wholeNumber(0), {
    text: 'How many importers one account may define for itself, archived ones included; 0 turns the limit off.',
    readBy: ['api'],
    default: '1000',
  }),
  MAX_TABLES_PER_ACCOUNT: setting(wholeNumber(0), {
    text: 'How many tables the importers that one account has defined for itself may have Sluice make; 0 turns the limit off.',
    readBy: ['api'],
    default: '200',
  }),
  MAX_VERSIONS_PER_IMPORTER: setting(wholeNumber(0), {
    text: 'How many versions of one importer the API stores; 0 turns the limit off. Those of a folder are not limited.',
    readBy: ['api'],
    default: '1000',
  }),
});
