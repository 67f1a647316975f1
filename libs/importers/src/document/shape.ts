import type { z } from 'zod';
import { standardName } from './field-types.ts';
import { membersAt } from './json-schema.ts';
import { type Finding, type Path, type ProblemCode, pathText, shown } from './problem.ts';
import { similarName } from './similar-name.ts';

type Issue = z.core.$ZodIssue;

/** What zod calls the kinds of values, for people. */
const kinds: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list' },
  ...{ object: 'an object with members', record: 'an object with members', tuple: 'a list with one item' },
};
/** Members of a Table Schema, which people write at the top. */
const ofSchema = new Set(['fields', 'fieldsMatch', 'missingValues', 'primaryKey', 'uniqueKeys', 'foreignKeys']);

/** What zod found wrong with the shape of a document, in the words of this one. */
export const shapeFindings = (issues: readonly Issue[], document: unknown): Finding[] =>
  issues.flatMap((issue) => findingsOf(issue, [], document));

function findingsOf(issue: Issue, above: Path, document: unknown): Finding[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  const given = valueAt(document, path);
  const one = (code: ProblemCode, message: string): Finding[] => [{ path, code, message }];
  if (given === undefined && path.length > 0)
    return one('REQUIRED', `${shown(String(path.at(-1)))} is missing. Add it.`);
  switch (issue.code) {
    case 'invalid_type':
      return one('WRONG_TYPE', wrongType(issue.expected, given, path.length === 0));
    case 'invalid_value':
      return one(typeof given === 'string' ? 'WRONG_VALUE' : 'WRONG_TYPE', wrongValue(issue.values, given, path));
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownMember(key, path));
    case 'too_small':
      return one('WRONG_VALUE', tooSmall(issue));
    case 'too_big':
      return one('TOO_LARGE', tooBig(issue));
    case 'invalid_union':
      return unionFindings(issue, path, document, given);
    default:
      return one('WRONG_VALUE', issue.message);
  }
}

function wrongType(expected: string, given: unknown, atTop: boolean): string {
  const kind = kinds[expected] ?? `a value of the type ${expected}`;
  if (given === null && atTop) return 'The document is empty. Write a definition.';
  if (given === null) return `There is no value here. Write ${kind}, or leave out the member.`;
  if (expected === 'string' && ['number', 'boolean'].includes(typeof given)) {
    return `${shown(given)} is not text. Put it in quotes: "${given}".`;
  }
  return `Write ${kind} instead of ${shown(given)}.`;
}

function wrongValue(values: readonly unknown[], given: unknown, path: Path): string {
  const list = values.map(String).join(', ');
  if (given === null && values.includes('null')) return 'Put it in quotes: "null".';
  const name = path.at(-1) === 'type' && typeof given === 'string' ? standardName(given) : undefined;
  if (name !== undefined) return `${shown(given)} is not a type of the standard. Write ${name}.`;
  return `${opening(given)} is not allowed here. Use ${values.length === 1 ? list : `one of: ${list}`}.`;
}

/** A value at the beginning of a sentence. */
const opening = (given: unknown): string => shown(given).replace(/^an? /, (article) => `A${article.slice(1)}`);

function unknownMember(key: string, above: Path): Finding {
  const path = [...above, key];
  if (key === 'jsonSchema' && above.at(-1) === 'constraints') {
    const message = 'Sluice does not support jsonSchema. Leave it out, and use a check if you need one.';
    return { path, code: 'UNSUPPORTED', message };
  }
  const similar = similarName(key, membersAt(above));
  const isOfSchema = above.length === 0 && ofSchema.has(key);
  const correct = similar === undefined ? 'Leave it out, or correct its name.' : `Did you mean ${similar}?`;
  const hint = isOfSchema ? 'Move it into schema.' : correct;
  return { path, code: 'UNKNOWN_MEMBER', message: `Definitions have no ${pathText(path)}. ${hint}` };
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return 'The text is empty. Write one, or leave out the member.';
  if (origin === 'array') return 'The list is empty. Add an item, or leave out the member.';
  return `Write ${minimum} or more.`;
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `The text has more than ${maximum} characters. Shorten it.`;
  if (origin === 'array') return `The list has more than ${maximum} items. Shorten it.`;
  return `Write ${maximum} or less.`;
}

/** The findings of the form that the value comes nearest to; if it is like none, what all of them expect. */
function unionFindings(issue: z.core.$ZodIssueInvalidUnion, path: Path, document: unknown, given: unknown): Finding[] {
  const unlike = ({ path: within, code }: Issue) => within.length === 0 && code !== 'unrecognized_keys';
  const near = issue.errors.filter((issues) => !issues.some(unlike));
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map(({ path: within }) => within.length));
  const [best] = near.toSorted((a, b) => a.length - b.length || depth(b) - depth(a));
  if (best) return best.flatMap((one) => findingsOf(one, path, document));
  const code = typeof given === 'string' ? 'WRONG_VALUE' : 'WRONG_TYPE';
  return [{ path, code, message: `${opening(given)} is not allowed here. ${issue.message}` }];
}

/** The part of a document; undefined if it has none. */
export function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
