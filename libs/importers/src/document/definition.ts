import { encodingName, IMPORTER_NAME, IMPORTER_NAME_LENGTH } from '@sluice/core';
import { z } from 'zod';
import { MOST_KEYS, tableSchema } from './table-schema.ts';

/** Longest name of a table or column in MySQL. */
const IDENTIFIER_LENGTH = 64;

const text = z.string();
/**
 * Names are sent to MySQL in backticks, so that none is needed inside. Characters beyond U+FFFF, of two halves here, are not part
 * of any name (MySQL reference, "Schema Object Names").
 */
const IDENTIFIER = /^[^`.\x00-\x1f\x7f\ud800-\udfff]*[^`.\x00-\x20\x7f\ud800-\udfff]$/;
const identifier = text
  .max(IDENTIFIER_LENGTH)
  .regex(
    IDENTIFIER,
    'Write a name that MySQL can have: no period, no backtick, no character beyond U+FFFF and no space at its end.',
  );
/** Whether a column of MySQL can have the name. */
export const isIdentifier = (name: string): boolean => identifier.safeParse(name).success;
const TABLE = /^[^`.\x00-\x20\x7f\ud800-\udfff]{1,64}(?:\.[^`.\x00-\x20\x7f\ud800-\udfff]{1,64})?$/;
const table = text.regex(TABLE, 'Write the name of a table, or schema.table.');
const names = z.array(text).min(1);

export const target = z
  .strictObject({
    table: table.meta({
      description: 'schema.table on the MySQL server of Sluice, or table in the database of Sluice.',
    }),
    manage: z
      .enum(['existing', 'create'])
      .meta({ description: 'existing: the table is there. create: Sluice makes it, and adds columns later.' }),
    account: identifier
      .optional()
      .meta({ description: 'The column that holds the account of a row, as IMPORT_TARGETS names it.' }),
    stamps: z
      .strictObject({
        import: identifier
          .optional()
          .meta({ description: 'The column for the ID of the import that last wrote a row.' }),
        created: identifier.optional().meta({ description: 'The column for the time at which a row was made.' }),
        updated: identifier
          .optional()
          .meta({ description: 'The column for the time at which a row was last changed.' }),
      })
      .optional()
      .meta({ description: 'Columns that Sluice fills.' }),
  })
  .meta({ description: 'The table that rows are written to.' });

const SQL_TYPE =
  /^(?:(?:tinyint|smallint|mediumint|int|bigint|float|double)(?: unsigned)?|decimal\(\d{1,2}(?:,\d{1,2})?\)(?: unsigned)?|(?:var)?char\(\d{1,5}\)|(?:var)?binary\(\d{1,5}\)|(?:tiny|medium|long)?(?:text|blob)|boolean|date|year|(?:time|datetime|timestamp)(?:\([0-6]\))?|json)$/;

/** What the standard cannot say about a field. */
export const column = z.strictObject({
  aliases: names.optional().meta({
    description: 'Other headers for it in files, compared without case, spaces and marks. No two fields share one.',
  }),
  transform: z
    .array(z.enum(['trim', 'upper', 'lower']))
    .min(1)
    .optional()
    .meta({
      description: 'How a text is changed before it is checked. trim goes with all types, upper and lower with string.',
    }),
  column: identifier.optional().meta({ description: 'The column of the table. Default: the name of the field.' }),
  sqlType: text
    .regex(SQL_TYPE, 'Write a type of MySQL in lower case, such as decimal(12,2), varchar(80) or datetime(3).')
    .optional()
    .meta({ description: 'The type of the column, where Sluice makes the table.' }),
  default: z.unknown().optional().meta({
    description: 'The value of new rows whose cell is blank; for dates and times, now is the time of the import.',
  }),
  synonyms: z
    .record(text, z.unknown())
    .optional()
    .meta({ description: 'Texts in files, and the values that they mean, such as bezahlt: paid.' }),
  ignoreCase: z.boolean().optional().meta({
    description:
      'Strings and booleans: whether allowed values (enum, categories, trueValues, falseValues) match in any case. Default: false.',
  }),
  generate: z
    .strictObject({
      prefix: text.max(64).meta({ description: 'What generated keys begin with.' }),
      digits: z.int().min(1).max(18).meta({ description: 'The fewest digits after it.' }),
    })
    .optional()
    .meta({
      description:
        'Rows without a key get one, such as ASSET-0001. The field is a string, the whole primaryKey, and not required.',
    }),
  locale: text
    .optional()
    .meta({ description: 'Dates and datetimes: the language of month names, such as de. Default: English.' }),
  timezone: text
    .optional()
    .meta({ description: 'Datetimes: the zone of those without one, such as Europe/Berlin. Default: UTC.' }),
  list: z
    .strictObject({
      delimiters: names
        .optional()
        .meta({ description: 'All texts that separate items, instead of the delimiter of the field.' }),
      distinct: z
        .boolean()
        .optional()
        .meta({ description: 'Whether an item that occurs twice is kept once. Default: false.' }),
      item: text
        .regex(/^[a-z]{1,40}$/, 'Use one lowercase word, such as tag.')
        .optional()
        .meta({ description: 'What an item is called in messages and templates, such as tag. Default: item.' }),
      maxItemLength: z.int().min(1).optional().meta({ description: 'The most characters of an item.' }),
    })
    .optional()
    .meta({ description: 'Lists: how items are read.' }),
  json: z.literal('any').optional().meta({ description: 'Objects: any takes every JSON value, not only objects.' }),
});
export type ColumnExtras = z.output<typeof column>;

export const lookup = z.strictObject({
  fields: names.meta({ description: 'The fields whose values are looked up together.' }),
  table: table.meta({ description: 'The table to look in.' }),
  by: z.array(identifier).min(1).meta({ description: 'Its columns that hold those values, in the same order.' }),
  value: identifier.meta({ description: 'Its column whose value is wanted.' }),
  store: identifier.meta({ description: 'The column of the target table that the value is written to.' }),
  onMissing: z.enum(['reject', 'blank', 'create']).optional().meta({
    description: 'A value that is not found is an error, leaves the column blank, or is added. Default: reject.',
  }),
});
export type Lookup = z.output<typeof lookup>;

const code = text
  .max(40)
  .regex(/^[A-Z][A-Z0-9_]*$/, 'Write a code in capitals, such as RANGE.')
  .meta({ description: 'The code of the row error.' });
const message = text.min(1).max(300).meta({ description: 'What the row error says.' });
const orderCheck = z.strictObject({
  lower: text.meta({ description: 'The field whose value must not be greater.' }),
  upper: text.meta({ description: 'The field whose value must not be less.' }),
  ...{ code, message },
});
const exprCheck = z.strictObject({
  expr: text.min(1).max(4_096).meta({ description: 'A CEL expression about the fields that must be true.' }),
  ...{ code, message },
});
export const check = z.union([orderCheck, exprCheck], {
  error: 'Write an object with lower and upper, or with expr.',
});
export type Check = z.output<typeof check>;
export type OrderCheck = z.output<typeof orderCheck>;
export type ExprCheck = z.output<typeof exprCheck>;

const auto = z.literal('auto');
const character = (message: string) => text.regex(/^[^\r\n]$/u, message);
const DELIMITER = 'Write a single character, such as ";" or "\\t" for a tab, or auto.';
const COMMENT = 'Write a single character, none or auto.';
const rows = (most: number) => z.int().min(0).max(most);
const encoding = text
  .max(40)
  .refine(
    (label) => label === 'auto' || encodingName(label) !== undefined,
    'Write a label such as utf-8 or windows-1252.',
  );

/** How files are read, unless a request says otherwise: the options of an import in the spelling of definitions. */
export const fileOptions = z.strictObject({
  encoding: encoding.optional().meta({ description: 'A label of the WHATWG Encoding Standard. Default: auto.' }),
  delimiter: z
    .union([auto, character(DELIMITER)], { error: DELIMITER })
    .optional()
    .meta({ description: 'The character between two cells. Default: auto.' }),
  quote: z
    .enum(['"', "'", 'none', 'auto'])
    .optional()
    .meta({ description: 'The character around quoted cells. Default: auto.' }),
  escape: z
    .enum(['none', '\\', 'auto'])
    .optional()
    .meta({ description: 'What precedes a quote inside a quoted cell; none: it is doubled. Default: auto.' }),
  comment: z
    .union([z.enum(['none', 'auto']), character(COMMENT)], { error: COMMENT })
    .optional()
    .meta({ description: 'The character that starts a comment line. Default: auto.' }),
  headerRow: z
    .union([z.int().min(1).max(1_000_000), z.enum(['none', 'auto'])], { error: 'Write a row number, none or auto.' })
    .optional()
    .meta({ description: 'The row with the column names; none if the first row is data. Default: auto.' }),
  headerRows: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .meta({ description: 'How many rows are joined into one header. Default: 1.' }),
  skipRows: z
    .union([rows(1_000_000), auto], { error: 'Write a number of rows, or auto.' })
    .optional()
    .meta({ description: 'Rows to skip at the start. Default: auto.' }),
  skipFooter: rows(10_000).optional().meta({ description: 'Rows to skip at the end. Default: 0.' }),
  allowShortRows: z
    .boolean()
    .optional()
    .meta({ description: 'Whether missing cells at the end of a row are blank. Default: false.' }),
  skipRepeatedHeaders: z
    .boolean()
    .optional()
    .meta({ description: 'Whether records that repeat the header are skipped. Default: false.' }),
  skipTotals: z
    .boolean()
    .optional()
    .meta({ description: 'Whether records that look like totals are skipped. Default: false.' }),
  decimalMark: z.enum(['.', ',', 'auto']).optional().meta({ description: 'How decimals are written. Default: auto.' }),
  dateOrder: z
    .enum(['DMY', 'MDY', 'auto'])
    .optional()
    .meta({ description: 'How dates such as 03/04/2024 are read. Default: auto.' }),
  sheet: text
    .min(1)
    .max(255)
    .optional()
    .meta({ description: 'XLSX: the sheet to read. Default: the first that has rows.' }),
  strict: z
    .boolean()
    .optional()
    .meta({ description: 'Whether a file is refused if a detected option is doubtful. Default: false.' }),
});
export type FileOptions = z.output<typeof fileOptions>;

/** The values of an option of imports that requests may choose. */
const allowed = <T extends string>(...values: [T, ...T[]]) =>
  z
    .array(z.enum(values))
    .min(1)
    .optional()
    .meta({ description: 'The values that a request may choose. Default: all.' });

/** How a file becomes rows of one table. */
export const definition = z
  .strictObject({
    $schema: text.optional().meta({ description: 'The address of this schema, for editors.' }),
    name: text
      .max(IMPORTER_NAME_LENGTH)
      .regex(IMPORTER_NAME, 'Use lowercase letters, digits and single hyphens, starting with a letter.')
      .meta({
        description:
          'The name of the importer, and its path in the API: lowercase letters, digits and single hyphens, starting with a letter. Names of API paths are reserved.',
      }),
    title: text.min(1).max(255).optional().meta({ description: 'The name that people see. Default: the name.' }),
    target,
    schema: tableSchema.meta({ description: 'The fields of a file: a Data Package Table Schema 2.0.' }),
    columns: z.record(text, column).optional().meta({ description: 'By field: what the standard cannot say.' }),
    lookups: z
      .array(lookup)
      .min(1)
      .max(MOST_KEYS)
      .optional()
      .meta({ description: 'Values that are replaced by those of other tables.' }),
    checks: z.array(check).min(1).optional().meta({
      description: 'What must be true of every row: two fields in order (lower, upper), or a CEL expression (expr).',
    }),
    file: fileOptions.optional().meta({ description: 'How files are read, unless a request says otherwise.' }),
    access: z
      .strictObject({
        import: z
          .enum(['member', 'operator'])
          .meta({ description: 'The least role that may import. Default: member.' }),
      })
      .optional()
      .meta({ description: 'Who may use the importer.' }),
    modes: z
      .strictObject({
        onDuplicate: allowed('reject', 'update', 'skip'),
        onNew: allowed('insert', 'reject', 'skip'),
        onAbsent: allowed('keep', 'delete').meta({
          description:
            'The values that a request may choose: rows that a file lacks are deleted only if delete is listed. Default: keep.',
        }),
        onInvalid: allowed('skip', 'abort'),
        onBlank: allowed('keep', 'null'),
      })
      .optional()
      .meta({
        description:
          'For each option of imports, the values that a request may choose. Without the usual default among them, the first is the default.',
      }),
  })
  .meta({ title: 'Sluice importer', description: 'How a file becomes rows of one table.' });

/** A definition whose problems have all been looked for. Forms of version 1.0 of the standard are those of 2.0 here. */
export type Definition = z.output<typeof definition>;
