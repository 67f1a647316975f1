import { FALSE_VALUES, TRUE_VALUES } from '../fields/booleans.ts';
import { type Constraint, type FieldType, factsOf, fieldTypes } from './field-types.ts';
import { readPattern } from './pattern.ts';
import { type Report, shown } from './problem.ts';
import { patternFault } from './strptime.ts';
import { type Constraints, constraints as constraintsShape, type Field, plainValue } from './table-schema.ts';
import { checkUnique } from './unique.ts';

/** Checks one field by itself: its format, its constraints, and whether they fit its type and each other. */
export function checkField(field: Field, report: Report): void {
  const wrongFormat = formatFault(field);
  if (wrongFormat !== undefined) report(['format'], 'FORMAT_INVALID', wrongFormat);
  checkNumberMarks(field, report);
  checkBooleans(field, report);
  checkUnique(field.missingValues?.map(plainValue<string>) ?? [], ['missingValues'], report);
  checkMisplaced(field, report);
  const { constraints } = field;
  if (!constraints) return;
  checkFit(field, constraints, report);
  checkLengths(constraints, report);
  const { fault } = constraints.pattern === undefined ? {} : readPattern(constraints.pattern);
  if (fault !== undefined) report(['constraints', 'pattern'], 'PATTERN_INVALID', fault);
}

/** Unknown properties of a field are kept, so that a constraint beside `constraints` would do nothing without a word. */
function checkMisplaced(field: Field, report: Report): void {
  for (const name of Object.keys(constraintsShape.shape)) {
    if (name in field)
      report([name], 'UNKNOWN_MEMBER', `Fields have no ${name} of their own. Move it into constraints.`);
  }
}

/** What is wrong with the format of a field; undefined if nothing is. */
export function formatFault({ type = 'any', format = 'default' }: Field): string | undefined {
  const { formats, patterns } = factsOf(type);
  if (format === 'default' || formats.includes(format)) return undefined;
  if (patterns && format.includes('%') && (type === 'date' || type === 'time' || type === 'datetime')) {
    return patternFault(format, type);
  }
  const others = ['default', ...formats, ...(patterns ? ['a pattern such as %d.%m.%Y'] : [])].join(', ');
  return `${shown(format)} is not a format of the type ${type}. Write one of: ${others}.`;
}

function checkNumberMarks({ type, decimalChar, groupChar }: Field, report: Report): void {
  if (type !== 'number' && type !== 'integer') return;
  for (const [name, mark] of [['decimalChar', decimalChar] as const, ['groupChar', groupChar] as const]) {
    if (mark !== undefined && /[\d+\-eE]/.test(mark)) {
      report([name], 'WRONG_VALUE', `${shown(mark)} is a part of numbers themselves. Choose another mark.`);
    }
  }
  if (type === 'number' && groupChar !== undefined && groupChar === (decimalChar ?? '.')) {
    const message = 'Decimals and groups of digits have the same mark. Set decimalChar or groupChar to another one.';
    report(['groupChar'], 'CONTRADICTION', message);
  }
}

function checkBooleans({ type, trueValues = TRUE_VALUES, falseValues = FALSE_VALUES }: Field, report: Report): void {
  if (type !== 'boolean') return;
  const both = trueValues.find((text) => falseValues.includes(text));
  if (both === undefined) return;
  const message = `${shown(both)} means both true and false. Leave it out of trueValues or falseValues.`;
  report([falseValues === FALSE_VALUES ? 'trueValues' : 'falseValues'], 'CONTRADICTION', message);
}

function checkFit({ type = 'any' }: Field, constraints: Constraints, report: Report): void {
  for (const name of Object.keys(constraints) as Constraint[]) {
    if (constraints[name] === undefined || factsOf(type).constraints.includes(name)) continue;
    const types = (Object.keys(fieldTypes) as FieldType[]).filter((one) => factsOf(one).constraints.includes(name));
    const message = `Fields of the type ${type} have no ${name}. It goes with ${types.join(', ')}.`;
    report(['constraints', name], 'NOT_FOR_TYPE', message);
  }
}

function checkLengths({ minLength, maxLength }: Constraints, report: Report): void {
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    const message = `minLength is ${minLength}, more than maxLength, ${maxLength}. No value could have both.`;
    report(['constraints', 'minLength'], 'CONTRADICTION', message);
  }
}
