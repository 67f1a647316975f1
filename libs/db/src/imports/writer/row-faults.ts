import { driverError } from '../../errors.ts';
import { type ImportTarget, subjectOf } from './target.ts';

/** Why the database refused a row: the server's own words, which callers never see. */
export interface RowFault {
  readonly errno: number;
  readonly text: string;
}

/** What callers see of a fault. */
export interface FaultReport {
  readonly code: string;
  /** The columns at fault; none if it concerns the whole row. */
  readonly columns: readonly string[];
  readonly field: string | null;
  /** The fields at fault, if they are several. */
  readonly fields?: readonly string[];
  readonly message: string;
}

/** Data exception, violated constraint, check option, and what triggers signal. */
const ROW_STATES = new Set(['22', '23', '44', '45']);
/** A signal, which may have any state; errors of values and constraints with the general state HY000 or that of warnings. */
const ROW_ERRORS = new Set([1644, 1264, 1265, 1292, 1364, 1366, 1406, 1411, 1526, 1748, 3819, 3988]);

/** The fault if `error` is about the values of a row, and the statement was undone; otherwise undefined. */
export function rowFault(error: unknown): RowFault | undefined {
  const { errno, fatal, sqlState = '', sqlMessage = '' } = driverError(error) ?? {};
  if (fatal || errno === undefined) return undefined;
  return ROW_ERRORS.has(errno) || ROW_STATES.has(sqlState.slice(0, 2)) ? { errno, text: sqlMessage } : undefined;
}

/** Whether the fault is a value that a unique index does not take. */
const isDuplicate = ({ errno }: RowFault): boolean => [1022, 1062, 1169, 1586].includes(errno);

/** The unique index besides the key's that a duplicate violates. MySQL puts the table's name before that of the index. */
const violatedUnique = ({ text }: RowFault, { constraints, table }: ImportTarget) =>
  constraints.uniques.find(({ name }) => text.endsWith(`'${name}'`) || text.endsWith(`'${table.name}.${name}'`));

/** Whether the fault is a key that the table has by now. MySQL says in which table the duplicate is: it may be that of a trigger. */
export function isKeyTaken(fault: RowFault, target: ImportTarget): boolean {
  if (!isDuplicate(fault) || violatedUnique(fault, target)) return false;
  const index = /'([^']*)'$/.exec(fault.text)?.[1] ?? '';
  return !index.includes('.') || index.startsWith(`${target.table.name}.`);
}

/** `columnNames` are the names of the target's columns in the server's text. */
export function reportFault(fault: RowFault, target: ImportTarget, columnNames: readonly string[]): FaultReport {
  // MySQL writes 'table.column' in errors of JSON, and 'column' elsewhere; MariaDB writes `table`.`column` in errors of characters,
  // and `table.column` where its check of JSON failed.
  const at = columnNames.findIndex((name) =>
    [`'${name}'`, `.${name}'`, `.\`${name}\` at row`, `.${name}\` failed`].some((text) => fault.text.includes(text)),
  );
  const column = target.columns[at];
  const isJson = /^json\b/i.test(column?.sqlType ?? '');
  const about = (
    code: string,
    message: string,
    columns = column ? [column.name] : [],
    none = 'a value',
  ): FaultReport => {
    const { text, ...fields } = subjectOf(target, columns, none);
    return { code, columns, ...fields, message: `${text} ${message}` };
  };
  const ofRow = (code: string, message: string): FaultReport => ({ code, columns: [], field: null, message });
  switch (fault.errno) {
    case 1022:
    case 1062:
    case 1169:
    case 1586: {
      const columns = violatedUnique(fault, target)?.columns.filter((name) => name !== null) ?? [];
      const own = columns.filter((name) => name !== target.account?.column);
      return about('DUPLICATE_VALUE', 'must be unique, and another row has the same', own);
    }
    case 1216:
    case 1452: {
      const reference = referenceOf(fault, target);
      const message = `does not exist in ${reference?.table ?? 'the table that it refers to'}`;
      return about('REFERENCE_NOT_FOUND', message, [...(reference?.columns ?? [])]);
    }
    case 1217:
    case 1451:
      return ofRow('STILL_REFERENCED', 'rows of another table refer to the old values');
    case 3819:
    case 4025:
      if (isJson) return about('NOT_JSON', 'is not valid JSON');
      return ofRow('CHECK_FAILED', failedCheck(fault, target));
    case 1644:
      return ofRow('REFUSED_BY_DATABASE', `the database refused the row: ${fault.text}`);
    case 1048:
    case 1138:
    case 1364:
      return about('REQUIRED', 'is required', undefined, 'a column that the file does not have');
    case 1264:
    case 1690:
      return about('NUMBER_OUT_OF_RANGE', 'is out of the range of its column');
    case 1406:
      return about('TOO_LONG', 'is too long for its column');
    case 1265:
      return /^(enum|set)\b/i.test(column?.sqlType ?? '')
        ? about('NOT_IN_LIST', 'is not one of the values that its column accepts')
        : about('NOT_EXACT', 'would lose digits or characters in its column');
    default:
      if (isJson || (fault.errno >= 3140 && fault.errno <= 3160)) return about('NOT_JSON', 'is not valid JSON');
      return column
        ? about('VALUE_INVALID', 'does not fit its column')
        : ofRow('REFUSED_BY_DATABASE', 'the database refused the row');
  }
}

const referenceOf = ({ text }: RowFault, { constraints }: ImportTarget) =>
  constraints.references.find(({ name }) => text.includes(`CONSTRAINT \`${name}\` `));

function failedCheck({ text }: RowFault, { constraints }: ImportTarget): string {
  const name = constraints.checks.find((check) => text.includes(`'${check}'`) || text.includes(`\`${check}\``));
  return name === undefined
    ? 'the row violates a check of the table'
    : `the row violates the check ${name} of the table`;
}
