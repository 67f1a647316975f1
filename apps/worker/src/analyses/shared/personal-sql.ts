import { emailPattern } from './kinds.ts';

/** The kinds of personal data that can be recognized in a cell. */
export const personalKinds = ['card', 'iban', 'ssn', 'email_in_text'] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** Issuer digits 3 to 6 and 13 to 19 digits, in one run or in groups. */
const CARD = '[3-6][0-9]{3}([ -]?[0-9]{4}){2}[ -]?[0-9]{1,7}|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5}';
const IBAN = '[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?';
/** US social security numbers: areas 000, 666 and 900 to 999 and zero groups are never issued. */
const SSN =
  '(00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6[0-57-9][0-9]|66[0-57-9])-(0[1-9]|[1-9][0-9])-(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})';

/** ISO/IEC 7812-1 annex B: every second digit from the right is doubled; the sum of all digits must be a multiple of 10. */
const luhn = (value: string): string =>
  `list_sum(list_transform(string_split(reverse(regexp_replace(${value}, '[ -]', '', 'g')), ''), lambda c, i:
    CASE WHEN i % 2 = 1 THEN CAST(c AS INT) ELSE CAST(c AS INT) * 2 // 10 + CAST(c AS INT) * 2 % 10 END)) % 10 = 0`;

/** ISO 13616: with the first four characters moved to the end, and letters as 10 to 35, the number is 1 modulo 97. */
const iban97 = (value: string): string => {
  const joined = `replace(${value}, ' ', '')`;
  const digits = `list_transform(string_split(substr(${joined}, 5) || left(${joined}, 4), ''), lambda c:
    CASE WHEN ascii(c) >= 65 THEN ascii(c) - 55 ELSE ascii(c) - 48 END)`;
  return `list_reduce(list_prepend(0, ${digits}), lambda a, d: (a * CASE WHEN d > 9 THEN 100 ELSE 10 END + d) % 97) = 1`;
};

/** A test of a trimmed cell; never NULL for a non-NULL cell. The expensive part runs for few cells. */
export function isPersonal(kind: PersonalKind, value: string): string {
  const matches = (pattern: string): string => `regexp_full_match(${value}, '${pattern}')`;
  switch (kind) {
    case 'card':
      return `CASE WHEN strlen(${value}) BETWEEN 13 AND 23 AND ascii(${value}) BETWEEN 51 AND 54 AND ${matches(CARD)}
        THEN ${luhn(value)} ELSE false END`;
    case 'iban':
      return `CASE WHEN strlen(${value}) BETWEEN 15 AND 42 AND ascii(${value}) BETWEEN 65 AND 90 AND ${matches(IBAN)}
        THEN ${iban97(value)} ELSE false END`;
    case 'ssn':
      return `CASE WHEN strlen(${value}) = 11 THEN ${matches(SSN)} ELSE false END`;
    case 'email_in_text':
      return `CASE WHEN contains(${value}, '@')
        THEN regexp_matches(${value}, '${emailPattern}') AND NOT ${matches(emailPattern)} ELSE false END`;
  }
}
