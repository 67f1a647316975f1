import type { QualifiedTable, TableDescription } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { checkTarget } from './index.ts';
import { account, allow, column, counted, notes, notesDefinition } from './testing/notes.ts';

const people: TableDescription = {
  ...{ ...notes, name: 'people' },
  columns: [counted, account, column('email', 'varchar(90)')],
  indexes: [{ name: 'by_email', unique: false, columns: ['email'] }],
};
const lookup = { fields: ['code'], table: 'app.people', by: ['email'], value: 'id', store: 'person' };

/** What is found about notes if the table is a little different; the codes with their paths. */
async function check(
  table: Partial<TableDescription>,
  { members, rules = 'app.notes:account_id, app.people:account_id' }: { members?: object; rules?: string } = {},
) {
  const tables: Record<string, TableDescription> = { 'app.notes': { ...notes, ...table }, 'app.people': people };
  const { problems, warnings } = await checkTarget(notesDefinition({ ...members }), {
    allowed: allow(rules),
    describe: async ({ schema, table: name }) => tables[`${schema}.${name}`],
  });
  return {
    problems: problems.map(({ path, code, message }) => `${path} ${code}: ${message}`),
    warnings: warnings.map(({ path, code, message }) => `${path} ${code}: ${message}`),
  };
}

const instead = (...columns: TableDescription['columns']) => ({
  columns: notes.columns.map((one) => columns.find(({ name }) => name === one.name) ?? one),
});
const also = (...columns: (string | null)[]) => ({
  indexes: [...notes.indexes, { name: 'other', unique: true, columns }],
});

it('accepts a table that fits', async () => expect(await check({})).toEqual({ problems: [], warnings: [] }));

it('describes only tables that are allowed', async () => {
  const described: QualifiedTable[] = [];
  const definition = notesDefinition({ lookups: [{ ...lookup, table: 'hr.salaries' }] });
  const { problems } = await checkTarget(definition, {
    allowed: allow('app.other:account_id'),
    describe: async (name) => void described.push(name),
  });
  expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(['target.table TABLE_NOT_ALLOWED']);
  expect(described).toEqual([]);
});

describe('an account', () => {
  it.each([
    [
      'a collation without case',
      { collation: 'utf8mb4_0900_ai_ci' },
      /different accounts are equal.* MODIFY `account_id`/,
    ],
    ['a number', { type: 'int unsigned', collation: null }, /is int unsigned, and accounts are texts/],
    ['a computed column', { generated: true, optional: true }, /no account can be written/],
  ])('is refused in %s', async (_, more, message) => {
    const { problems } = await check(instead({ ...account, ...more }));
    expect(problems).toEqual([expect.stringMatching(/^target\.account /)]);
    expect(problems[0]).toMatch(message);
  });

  it.each(['utf8mb4_bin', 'utf8mb4_0900_as_cs', 'latin1_general_cs', null])(
    'may have the collation %s',
    async (collation) => {
      const type = collation === null ? 'varbinary(64)' : 'varchar(64)';
      expect((await check(instead({ ...account, type, collation }))).problems).toEqual([]);
    },
  );

  it('is part of every unique index', async () => {
    const { problems } = await check(also('text'));
    expect(problems).toEqual([
      'schema.uniqueKeys KEY_UNKNOWN: app.notes has the unique index other over text, in which rows of other accounts would be in the way. Add account_id to that index, or remove it.',
    ]);
  });

  it('is not asked for where a table is shared', async () => {
    const shared = { columns: notes.columns.filter((one) => one !== account), ...also('code') };
    const members = { target: { table: 'app.notes', manage: 'existing' } };
    const rules = 'app.notes:shared';
    const indexes = [
      { name: 'PRIMARY', unique: true, columns: ['id'] },
      { name: 'once', unique: true, columns: ['code'] },
    ];
    expect((await check({ ...shared, indexes }, { members, rules })).problems).toEqual([]);
  });
});

describe('unique indexes that are not in the definition', () => {
  it.each([
    ['with an expression', ['account_id', null]],
    ['with a column that is not written, but has a default', ['account_id', 'kind']],
  ])('are refused: %s', async (_, columns) => {
    const kind = column('kind', 'varchar(9)', { optional: true });
    const { problems } = await check({ columns: [...notes.columns, kind], ...also(...columns) });
    expect(problems).toEqual([
      expect.stringMatching(/^schema.uniqueKeys KEY_UNKNOWN: .* cannot say which rows it refuses/),
    ]);
  });

  it.each([
    ['counts', ['account_id', 'id']],
    ['stays NULL', ['text', 'later']],
  ])('are left alone where a part of them %s', async (_, columns) => {
    const later = column('later', 'int', { nullable: true });
    expect((await check({ columns: [...notes.columns, later], ...also(...columns) })).problems).toEqual([]);
  });
});

it('refuses tables without transactions, and columns that a new row needs', async () => {
  const columns = [...notes.columns, column('made_by', 'int')];
  expect((await check({ engine: 'MyISAM', columns })).problems).toEqual([
    expect.stringMatching(/^target.table TABLE_ENGINE: .*ALTER TABLE `app`.`notes` ENGINE=InnoDB/),
    expect.stringMatching(/^target.table COLUMN_NEEDED: app.notes.made_by is NOT NULL without a default/),
  ]);
});

it('warns of a look-up whose value may be in several rows', async () => {
  const columns = [...notes.columns, column('person', 'bigint unsigned')];
  const indexes = [{ name: 'once', unique: true, columns: ['person', 'account_id'] }];
  expect(await check({ columns, indexes }, { members: { lookups: [lookup] } })).toEqual({
    problems: [expect.stringMatching(/^target.table COLUMN_NEEDED: app.notes.code/)],
    warnings: [
      expect.stringMatching(
        /^lookups\[0\].by AMBIGUOUS: app.people has no unique index over exactly account_id, email/,
      ),
    ],
  });
});

it('warns by name of triggers, checks and foreign keys, unless the definition says the same', async () => {
  const checks = [
    { name: 'short', condition: 'char_length(`text`) < 50' },
    { name: 'codes', condition: "(`code` in (_utf8mb4\\'A\\',_utf8mb4\\'B\\'))" },
  ];
  const foreignKeys = [
    { name: 'of_code', columns: ['code'], references: { schema: 'app', table: 'codes', columns: ['code'] } },
  ];
  const triggers = [{ name: 'log_it', event: 'UPDATE' as const }];
  const fields = [
    { name: 'code', type: 'string', constraints: { enum: ['A', 'B'] } },
    { name: 'text', type: 'string' },
  ];
  expect(
    await check({ checks, foreignKeys, triggers }, { members: { schema: { primaryKey: ['code'], fields } } }),
  ).toEqual({
    problems: [],
    warnings: [
      'target.table TRIGGER: The trigger log_it of app.notes runs for every row that is updated.',
      'target.table CHECK: app.notes has the check short: char_length(`text`) < 50. The definition does not say the same; rows that violate it are row errors.',
      'target.table FOREIGN_KEY: app.notes has the foreign key of_code to app.codes. The definition does not look values up there; rows whose value is missing are row errors.',
    ],
  });
});

describe('rows that imports may delete', () => {
  const modes = { modes: { onAbsent: ['keep', 'delete'] } };
  const referrer = (changes: object) => ({
    ...{ name: 'of_note', schema: 'app', table: 'marks', references: ['id'], onDelete: 'CASCADE' as const, ...changes },
  });
  const checkWith = async (
    changes: object,
    { byMember = false, members = modes as Readonly<Record<string, unknown>> } = {},
  ) => {
    const { problems, warnings } = await checkTarget(notesDefinition(members), {
      allowed: allow('app.notes:account_id'),
      describe: async () => notes,
      referrers: async () => [referrer(changes)],
      byMember,
    });
    return [problems, warnings].map((found) => found.map(({ path, code }) => `${path} ${code}`));
  };
  const found = ['modes.onAbsent CASCADES'];

  it.each([
    ['warn of others that are deleted with them', {}, {}, [[], found]],
    ['warn of others that are changed with them', { onDelete: 'SET NULL' }, {}, [[], found]],
    ['are kept by other foreign keys', { onDelete: 'RESTRICT' }, {}, [[], []]],
    ['do not matter where none may be deleted', {}, { members: {} }, [[], []]],
    ['are not for members if rows of others go too', {}, { byMember: true }, [found, []]],
    ['are, if those are of the account', { references: ['account_id', 'id'] }, { byMember: true }, [[], found]],
    ['are for nobody if rows of the same table go too', { table: 'Notes' }, {}, [found, []]],
  ])('%s', async (_, changes, given, expected) => {
    expect(await checkWith(changes, given)).toEqual(expected);
  });
});
