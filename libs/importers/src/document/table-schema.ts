import { z } from 'zod';
import { FALSE_VALUES, TRUE_VALUES } from '../fields/booleans.ts';
import { type FieldType, fieldTypes } from './field-types.ts';

/** More fields than any table of MySQL has columns. */
export const MOST_FIELDS = 2_000;
/** The most look-ups, foreign keys, unique keys and unique fields: each is asked about or remembered for every row. */
export const MOST_KEYS = 64;

const text = z.string();
const typeNames = Object.keys(fieldTypes) as [FieldType, ...FieldType[]];

/** Names of fields; a single one may stand alone, as in version 1.0 of the standard. */
const fieldNames = z
  .union([text, z.array(text).min(1)], { error: 'Write a list of field names.' })
  .transform((names) => (typeof names === 'string' ? [names] : names));

const labelled = z.looseObject({ value: text, label: text.optional() });
const missingValues = z
  .union([z.array(text), z.array(labelled)], { error: 'Write a list of texts, or of objects with value and label.' })
  .meta({ description: 'Texts that mean that there is no value, such as "" and "n/a". Default: only the empty text.' });

const category = z.union([text, z.int()], { error: 'Write a text or a whole number.' });
const categories = z
  .union([z.array(category), z.array(z.looseObject({ value: category, label: text.optional() }))], {
    error: 'Write a list of values, or of objects with value and label.',
  })
  .meta({ description: 'The values that a text or integer field may have, perhaps with labels.' });

const length = z.int().min(0);
/** A bound or an allowed value: of the type of the field, or a text that can be read as one. */
const ofField = z.unknown();

export const constraints = z.strictObject({
  required: z.boolean().optional().meta({ description: 'Whether every new row needs a value. Default: false.' }),
  unique: z.boolean().optional().meta({ description: 'Whether no two rows may have the same value. Default: false.' }),
  enum: z.array(ofField).min(1).optional().meta({ description: 'The values that the field may have.' }),
  pattern: text.min(1).optional().meta({
    description:
      'A regular expression that the whole text must match, of the syntax that XML Schema and RE2 have in common.',
  }),
  minLength: length.optional().meta({ description: 'The fewest characters, or items, that a value may have.' }),
  maxLength: length.optional().meta({ description: 'The most characters, or items, that a value may have.' }),
  minimum: ofField.optional().meta({ description: 'The least value.' }),
  maximum: ofField.optional().meta({ description: 'The greatest value.' }),
  exclusiveMinimum: ofField.optional().meta({ description: 'The bound that every value is greater than.' }),
  exclusiveMaximum: ofField.optional().meta({ description: 'The bound that every value is less than.' }),
});
export type Constraints = z.output<typeof constraints>;

const itemTypes = ['string', 'integer', 'boolean', 'number', 'datetime', 'date', 'time'] as const;

/** One field: how its text becomes a value, and which values it may have. Other properties are kept and not used. */
export const field = z.looseObject({
  name: text.min(1).meta({ description: 'The name of the field, and the header of its column in a file.' }),
  type: z.enum(typeNames).optional().meta({ description: 'The type of its values. Default: any.' }),
  format: text
    .transform((format) => format.replace(/^fmt:/, ''))
    .optional()
    .meta({
      description: 'How values of the type are written, such as email, or %d.%m.%Y for a date. Default: default.',
    }),
  title: text.optional().meta({ description: 'A label for people.' }),
  description: text.optional().meta({ description: 'What the field holds; templates show it.' }),
  example: z.unknown().optional().meta({ description: 'A value that templates show.' }),
  constraints: constraints.optional().meta({ description: 'What its values must fulfill.' }),
  missingValues: missingValues.optional(),
  categories: categories.optional(),
  categoriesOrdered: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the order of the categories means something; kept and not used. Default: false.' }),
  decimalChar: text.min(1).optional().meta({ description: 'Numbers: the decimal mark. Default: a period.' }),
  groupChar: text
    .min(1)
    .optional()
    .meta({ description: 'Numbers and integers: the mark between groups of digits. Default: none.' }),
  bareNumber: z.boolean().optional().meta({
    description: 'Numbers and integers: false if text such as EUR or % may surround them. Default: true.',
  }),
  trueValues: z
    .array(text)
    .min(1)
    .optional()
    .meta({ description: `Booleans: texts that mean true. Default: ${TRUE_VALUES.join(', ')}.` }),
  falseValues: z
    .array(text)
    .min(1)
    .optional()
    .meta({ description: `Booleans: texts that mean false. Default: ${FALSE_VALUES.join(', ')}.` }),
  delimiter: text.min(1).optional().meta({ description: 'Lists: what separates two items. Default: a comma.' }),
  itemType: z.enum(itemTypes).optional().meta({ description: 'Lists: the type of the items. Default: string.' }),
  rdfType: text.optional().meta({ description: 'The URI of an RDF class; kept and not used.' }),
});
export type Field = z.output<typeof field>;

const matches = z.enum(['exact', 'equal', 'subset', 'superset', 'partial']);

const foreignKey = z.looseObject({
  fields: fieldNames.meta({ description: 'The fields that refer to rows of another table.' }),
  reference: z
    .looseObject({
      resource: text
        .transform((name) => name || undefined)
        .optional()
        .meta({
          description:
            'The name of the importer whose table must hold the value. Default: this importer; an earlier row of the file counts too.',
        }),
      fields: fieldNames.meta({ description: 'The fields there, in the same order.' }),
    })
    .meta({ description: 'What they refer to.' }),
});

/** A Data Package Table Schema 2.0. Properties that the standard does not have are kept and not used. */
export const tableSchema = z.looseObject({
  $schema: text.optional().meta({ description: 'The profile, https://datapackage.org/profiles/2.0/tableschema.json.' }),
  fields: z.array(field).min(1).max(MOST_FIELDS).meta({ description: 'The fields, in the order of their columns.' }),
  fieldsMatch: z
    .union([matches, z.tuple([matches])], { error: 'Write exact, equal, subset, superset or partial.' })
    .transform((match) => (typeof match === 'string' ? match : match[0]))
    .optional()
    .meta({
      description:
        'How the columns of a file must match the fields. exact: all fields, no others, in this order. equal: in any order. subset: all fields, and perhaps other columns. superset: only fields, but perhaps not all. partial: at least one field. Required fields are always needed. Default: partial.',
    }),
  missingValues: missingValues.optional(),
  primaryKey: fieldNames.optional().meta({ description: 'The fields whose values decide whether a row exists.' }),
  uniqueKeys: z
    .array(fieldNames)
    .min(1)
    .max(MOST_KEYS)
    .optional()
    .meta({ description: 'Other fields, or groups of fields, that no two rows have in common.' }),
  foreignKeys: z
    .array(foreignKey)
    .min(1)
    .max(MOST_KEYS)
    .optional()
    .meta({ description: 'Fields that refer to other tables.' }),
});
export type TableSchema = z.output<typeof tableSchema>;
export type FieldsMatch = NonNullable<TableSchema['fieldsMatch']>;

/** The value of a category or missing value, which may stand alone or in an object with a label. */
export const plainValue = <T extends string | number>(one: T | { readonly value: T }): T =>
  typeof one === 'object' ? one.value : one;
