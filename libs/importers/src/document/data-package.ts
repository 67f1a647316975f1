import type { Finding, Path, ProblemCode } from './problem.ts';
import { isObject, shown } from './problem.ts';

type Members = Readonly<Record<string, unknown>>;

/** A Data Package as a definition: the value to check, and where its parts are in the package. */
export interface FromPackage {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  readonly pathOf: (path: Path) => Path;
}

/** Whether a document is a `datapackage.json`, whose tables are its resources. */
export const isDataPackage = (value: unknown): value is Members =>
  isObject(value) && Array.isArray(value.resources) && !Object.hasOwn(value, 'target');

const PROFILES = ['tabular-data-resource', 'https://specs.frictionlessdata.io/schemas/tabular-data-resource.json'];
const isTabular = (resource: unknown): resource is Members =>
  isObject(resource) &&
  (resource.type === 'table' || Object.hasOwn(resource, 'schema') || PROFILES.includes(String(resource.profile)));

/** The definition of the one table in a package: Sluice makes the table, and the dialect says how files are read. */
export function fromDataPackage(document: Members): FromPackage {
  const resources = document.resources as readonly unknown[];
  const tables = resources.flatMap((resource, index) => (isTabular(resource) ? [{ resource, index }] : []));
  const [table, ...others] = tables;
  if (!table || others.length > 0) {
    const message = table
      ? `A definition describes one table, but ${tables.length} resources of this package have a schema. Keep one of them.`
      : 'No resource of this package has a schema. Add one, with the fields of the table.';
    return {
      value: undefined,
      findings: [{ path: ['resources'], code: 'WRONG_VALUE', message }],
      pathOf: (path) => path,
    };
  }
  const { resource, index } = table;
  const at: Path = ['resources', index];
  const name = typeof resource.name === 'string' ? resource.name.toLowerCase().replace(/[._]/g, '-') : resource.name;
  const { file, findings } = fileOf(resource, at);
  if (typeof resource.schema === 'string') {
    const message = 'Sluice does not read a schema from another file. Write it here, as an object.';
    return {
      value: undefined,
      findings: [...findings, { path: [...at, 'schema'], code: 'WRONG_TYPE', message }],
      pathOf: (path) => path,
    };
  }
  return {
    value: {
      ...{ name, target: { table: String(name).replaceAll('-', '_'), manage: 'create' }, schema: schemaOf(resource) },
      ...(typeof resource.title === 'string' && resource.title !== '' && { title: resource.title.slice(0, 255) }),
      ...(Object.keys(file).length > 0 && { file }),
    },
    findings,
    pathOf: ([first, ...rest]) => {
      if (first === 'target') return [...at, 'name'];
      if (first === 'file')
        return rest[0] === 'encoding' ? [...at, 'encoding'] : [...at, 'dialect', ...dialectPath(rest)];
      return first === undefined ? [] : [...at, first, ...rest];
    },
  };
}

/** A foreign key names the table itself as the package does, where its importer may be called otherwise. */
function schemaOf({ name, schema }: Members): unknown {
  if (!isObject(schema) || !Array.isArray(schema.foreignKeys)) return schema;
  const foreignKeys = schema.foreignKeys.map((key: unknown) => {
    if (!isObject(key) || !isObject(key.reference) || key.reference.resource !== name) return key;
    return { ...key, reference: { ...key.reference, resource: '' } };
  });
  return { ...schema, foreignKeys };
}

/** What members of `file` are called in a dialect. */
const dialectNames: Readonly<Record<string, string>> = {
  ...{ delimiter: 'delimiter', quote: 'quoteChar', escape: 'escapeChar', comment: 'commentChar' },
  ...{ headerRow: 'headerRows', headerRows: 'headerRows', sheet: 'sheetName' },
};
const dialectPath = ([member = '']: Path): Path => [dialectNames[member] ?? member];

/** Members of a dialect that Sluice does not have, and what they may be without making a difference. */
const unsupported: Readonly<Record<string, readonly unknown[]>> = {
  ...{ headerJoin: [' '], sheetNumber: [1], lineTerminator: ['\r\n', '\n', '\r'], skipInitialSpace: [false] },
  ...{ commentRows: [], nullSequence: [], property: [], itemType: [], itemKeys: [], table: [] },
};

/** A Table Dialect as options of a file. */
function fileOf({ dialect = {}, encoding }: Members, at: Path): { file: Record<string, unknown>; findings: Finding[] } {
  const findings: Finding[] = [];
  const find = (member: string, code: ProblemCode, message: string) =>
    findings.push({ path: [...at, 'dialect', ...(member === '' ? [] : [member])], code, message });
  if (!isObject(dialect)) {
    find('', 'WRONG_TYPE', 'Sluice does not read a dialect from another file. Write it here, as an object.');
    return { file: {}, findings };
  }
  for (const [member, harmless] of Object.entries(unsupported)) {
    const value = dialect[member];
    if (value === undefined || harmless.includes(value)) continue;
    const hint = member === 'nullSequence' ? 'Add it to missingValues of the schema.' : 'Leave it out.';
    const given = typeof value === 'object' ? member : `${member}: ${shown(value)}`;
    find(member, 'UNSUPPORTED', `Sluice does not support ${given}. ${hint}`);
  }
  const { header, headerRows, doubleQuote, escapeChar } = dialect;
  if (doubleQuote === false && escapeChar === undefined) {
    find(
      'doubleQuote',
      'UNSUPPORTED',
      'Quotes inside quoted cells are doubled unless there is an escapeChar. Leave out doubleQuote.',
    );
  }
  const [headerRow, rows] = Array.isArray(headerRows) ? headerOf(headerRows) : [headerRows, undefined];
  if (headerRows !== undefined && headerRow === undefined) {
    find('headerRows', 'UNSUPPORTED', 'Header rows follow each other. Write their numbers in order, such as [1, 2].');
  }
  const given = {
    ...{ encoding, delimiter: dialect.delimiter, quote: dialect.quoteChar, escape: escapeChar },
    ...{ comment: dialect.commentChar, headerRow: header === false ? 'none' : headerRow, headerRows: rows },
    sheet: dialect.sheetName,
  };
  return { file: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), findings };
}

/** The first header row and how many follow each other. */
function headerOf(rows: readonly unknown[]): [number | undefined, number | undefined] {
  const [first] = rows;
  if (typeof first !== 'number' || rows.some((row, index) => row !== first + index)) return [undefined, undefined];
  return [first, rows.length > 1 ? rows.length : undefined];
}
