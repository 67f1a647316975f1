import { normalizeHeader } from '../header.ts';
import type { ColumnExtras } from './definition.ts';
import type { FieldType } from './field-types.ts';
import { type Report, shown } from './problem.ts';
import type { Fields } from './schema-checks.ts';
import type { Field } from './table-schema.ts';
import { checkUnique } from './unique.ts';
import { isLocale, isTimezone } from './value-checks.ts';

const DATES = ['date', 'datetime'] as const satisfies readonly FieldType[];

/** The types that a member goes with, where it does not go with all. */
const goesWith: Partial<Record<keyof ColumnExtras, readonly FieldType[]>> = {
  ignoreCase: ['string', 'boolean'],
  generate: ['string'],
  locale: DATES,
  timezone: ['datetime'],
  list: ['list'],
  json: ['object'],
};

/** Checks what the definition says about one field beside the standard. */
export function checkColumn(field: Field, column: ColumnExtras, primaryKey: readonly string[], report: Report): void {
  const { type = 'any' } = field;
  for (const name of Object.keys(goesWith) as (keyof ColumnExtras)[]) {
    const types = goesWith[name];
    if (column[name] === undefined || !types || types.includes(type)) continue;
    report([name], 'NOT_FOR_TYPE', `Fields of the type ${type} have no ${name}. It goes with ${types.join(', ')}.`);
  }
  checkTransform(field, column, report);
  checkUnique(column.aliases ?? [], ['aliases'], report);
  checkUnique(column.list?.delimiters ?? [], ['list', 'delimiters'], report);
  if (column.list?.delimiters && field.delimiter !== undefined) {
    const message = 'The field has a delimiter already. Leave out one of the two.';
    report(['list', 'delimiters'], 'CONTRADICTION', message);
  }
  checkPlace(column, report);
  if (!column.generate && column.default !== undefined && primaryKey.includes(field.name)) {
    report(['default'], 'CONTRADICTION', 'A key is never blank, so that it needs no default. Leave it out.');
  }
  if (column.generate && column.default !== undefined) {
    report(['default'], 'CONTRADICTION', 'A blank key is generated. Leave out default or generate.');
  }
  if (column.generate && type === 'string') checkGenerate(field, column, primaryKey, report);
}

function checkTransform({ type = 'any' }: Field, { transform = [] }: ColumnExtras, report: Report): void {
  checkUnique(transform, ['transform'], report);
  if (transform.includes('upper') && transform.includes('lower')) {
    report(['transform'], 'CONTRADICTION', 'Both upper and lower would be applied. Keep one of them.');
  }
  const cases = transform.findIndex((step) => step !== 'trim');
  if (cases >= 0 && type !== 'string' && type !== 'any') {
    report(['transform', cases], 'NOT_FOR_TYPE', `${transform[cases]} goes with fields of the type string.`);
  }
}

function checkPlace({ locale, timezone }: ColumnExtras, report: Report): void {
  if (locale !== undefined && !isLocale(locale)) {
    report(['locale'], 'WRONG_VALUE', `${shown(locale)} is not a language tag. Write one such as de or pt-BR.`);
  }
  if (timezone !== undefined && !isTimezone(timezone)) {
    report(['timezone'], 'WRONG_VALUE', `${shown(timezone)} is not a time zone. Write one such as Europe/Berlin.`);
  }
}

/** A generated key is the whole key of its rows, and one that the field could have. */
function checkGenerate(field: Field, { generate }: ColumnExtras, primaryKey: readonly string[], report: Report): void {
  const { required, enum: values, pattern, maxLength } = field.constraints ?? {};
  const path = ['generate'];
  if (primaryKey.length !== 1 || primaryKey[0] !== field.name) {
    report(path, 'CONTRADICTION', `Only the key is generated. Set schema.primaryKey to [${field.name}].`);
  }
  if (required) {
    report(path, 'CONTRADICTION', 'A required field is never blank, so that no key is generated. Leave out required.');
  }
  for (const [name, given] of Object.entries({
    'constraints.enum': values,
    'constraints.pattern': pattern,
    categories: field.categories,
  })) {
    if (given !== undefined) report(path, 'CONTRADICTION', `Generated keys do not follow ${name}. Leave it out.`);
  }
  if (field.format !== undefined && field.format !== 'default') {
    report(path, 'CONTRADICTION', `Generated keys do not have the format ${field.format}. Leave it out.`);
  }
  const length = generate ? [...generate.prefix].length + generate.digits : 0;
  if (maxLength !== undefined && length > maxLength) {
    const message = `Generated keys have at least ${length} characters, and maxLength is ${maxLength}. Raise it, or shorten them.`;
    report(path, 'CONTRADICTION', message);
  }
}

/** Aliases that are the name or an alias of another field: a header would mean both. */
export function checkAliases(columns: ReadonlyMap<string, ColumnExtras>, fields: Fields, report: Report): void {
  const owners = new Map(fields.placed.map(({ field }) => [normalizeHeader(field.name), field.name]));
  for (const [name, { aliases = [] }] of columns) {
    aliases.forEach((alias, index) => {
      const header = normalizeHeader(alias);
      const owner = owners.get(header);
      if (header === '') {
        const message = `${shown(alias)} has no letter or digit, so that no header matches it. Leave it out.`;
        report(['columns', name, 'aliases', index], 'WRONG_VALUE', message);
      } else if (owner === undefined) owners.set(header, name);
      else if (owner !== name) {
        const message = `${shown(alias)} is already a name of the field ${shown(owner)}. Remove it from one of them.`;
        report(['columns', name, 'aliases', index], 'CONTRADICTION', message);
      }
    });
  }
}
