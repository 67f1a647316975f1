import { FORMULA_STARTS, NUMBER_TEXT, PHONE_TEXT } from '../../artifacts/formula.ts';
import { inlineFlags, literal } from './sql.ts';

const STARTS = [...FORMULA_STARTS].map((start) => start.charCodeAt(0)).join(', ');

/** The text as `disarm` writes it. Most texts start like no formula and need no pattern. */
export function disarmedSql(value: string): string {
  const is = (pattern: RegExp): string => `regexp_full_match(${value}, ${literal(inlineFlags(pattern))})`;
  return `CASE WHEN
      CASE WHEN ascii(${value}) IN (${STARTS}) THEN NOT ${is(NUMBER_TEXT)} AND NOT ${is(PHONE_TEXT)} ELSE false END
    THEN '''' || ${value} ELSE ${value} END`;
}
