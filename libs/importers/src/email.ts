import { excerpt } from '@sluice/core';
import { invisibleIn } from './characters.ts';
import type { CellContext } from './types.ts';

const ATOM = "[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?';
const TOP_LABEL = '[\\p{L}][\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}]';
/** RFC 5321's `Dot-string` at a domain with a dot, with the letters that RFC 6531 adds: no comments, quotes or addresses of hosts. */
export const EMAIL = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${TOP_LABEL}$`, 'u');
/** RFC 5321, 4.5.3.1: a path has at most 256 characters with its angle brackets, a local part 64. */
const EMAIL_LENGTH = 254;
const LOCAL_LENGTH = 64;

/** A single email address, as it is written. */
export function checkEmail(value: string, cell: CellContext): string | undefined {
  const hidden = invisibleIn(value);
  if (hidden !== undefined) return cell.fail('NOT_EMAIL', `has the invisible character ${hidden}`);
  if (value.length > EMAIL_LENGTH || value.indexOf('@') > LOCAL_LENGTH || !EMAIL.test(value)) {
    return cell.fail('NOT_EMAIL', `is not an email address${hint(value)}`);
  }
  return value;
}

/** What to do about the usual reasons. */
function hint(value: string): string {
  const [, inner] = /<([^<>]*)>$/.exec(value) ?? [];
  if (inner !== undefined) return `; write only "${excerpt(inner)}"`;
  if (/^mailto:/i.test(value)) return '; leave out "mailto:"';
  if (/[;,]/.test(value)) return '; write one address';
  if (value.endsWith('.')) return '; it ends with a dot';
  return '';
}
