import { formatCount } from '@sluice/core';
import { checkEmail } from '../email.ts';
import { characters, codePoints, hasLength } from './lengths.ts';
import { matcherOf } from './match-pattern.ts';
import { isBase64, isUri, isUuid } from './string-forms.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

/** Any text as it is. */
export const asIs = (text: string): string => text;

const form =
  (has: (text: string) => boolean, code: string, message: string): Parse =>
  (text, cell) =>
    has(text) ? text : cell.fail(code, message);

interface Form {
  readonly label: string;
  readonly parse: Parse;
}
const forms: Readonly<Record<string, Form>> = {
  default: { label: 'text', parse: asIs },
  email: { label: 'email address', parse: checkEmail },
  uri: { label: 'URI', parse: form(isUri, 'NOT_URI', 'is not a URI such as https://example.com') },
  uuid: {
    label: 'UUID',
    parse: form(isUuid, 'NOT_UUID', 'is not a UUID such as 123e4567-e89b-12d3-a456-426614174000'),
  },
  binary: { label: 'binary data in Base64', parse: form(isBase64, 'NOT_BASE64', 'is not valid Base64') },
};

/** One step after the other; each sees what the one before it made. */
function chain(steps: readonly Parse[]): Parse {
  const [first = asIs, ...others] = steps.filter((step) => step !== asIs);
  return others.reduce(
    (before, next): Parse =>
      (text, cell) => {
        const value = before(text, cell);
        return value === undefined ? undefined : next(value, cell);
      },
    first,
  );
}

/** Letters are changed after the form is checked, which is the same in both cases, so that errors show the cell's own. */
/** A text after the transforms of the column. Spaces around it are left out before. */
export function caseOf({ transform = [] }: FieldSource['column']): (text: string) => string {
  if (transform.includes('lower')) return (text) => text.toLowerCase();
  return transform.includes('upper') ? (text) => text.toUpperCase() : asIs;
}

function ofLength(constraints: FieldSource['field']['constraints'] = {}): Parse {
  const { minLength = 0, maxLength: most } = constraints;
  if (minLength > 0)
    return (text, cell) => (hasLength(codePoints(text), constraints, characters, cell) ? text : undefined);
  if (most === undefined) return asIs;
  return (text, cell) =>
    text.length <= most || hasLength(codePoints(text), constraints, characters, cell) ? text : undefined;
}

function ofPattern(pattern: string | undefined): Parse {
  if (pattern === undefined) return asIs;
  const matches = matcherOf(pattern);
  return (text, cell) =>
    matches(text) ? text : cell.fail('PATTERN_MISMATCH', `does not match the pattern ${pattern}`);
}

/** Texts. Zeros, signs and inner spaces are kept. */
export function stringType({ field, column }: FieldSource): ValueType {
  const { format = 'default', constraints = {} } = field;
  const { label, parse } = forms[format] ?? (forms.default as Form);
  const { maxLength } = constraints;
  const limit = format === 'default' && maxLength !== undefined ? `, at most ${formatCount(maxLength)} characters` : '';
  return {
    label: `${label}${limit}`,
    parse: chain([parse, caseOf(column), ofLength(constraints), ofPattern(constraints.pattern)]),
  };
}

/** Values of any type, kept as they are written. */
export const anyType = ({ column }: FieldSource): ValueType => ({ label: 'any value', parse: caseOf(column) });
