import type { Engine } from '../engine.ts';
import { chunks } from '../shared/lists.ts';
import { literal } from '../shared/sql.ts';
import type { TableColumn } from '../types.ts';
import type { Stage } from './rewrite.ts';
import type { CleanState } from './types.ts';

/** Replacements nested in one expression. */
const REPLACED_AT_ONCE = 100;

/**
 * Stages that normalize a column to a Unicode form. The engine only supports NFC. NFKC is NFC after replacing each
 * compatibility character with its decomposition (Unicode Standard Annex 15); a column has few of them.
 */
export async function unicodeStages(
  engine: Engine,
  { table }: CleanState,
  { id }: TableColumn,
  form: 'NFC' | 'NFKC',
): Promise<Stage[]> {
  const reason = `Unicode ${form}`;
  const compose: Stage = { reason, sql: (value) => `nfc_normalize(${value})` };
  if (form === 'NFC') return [compose];
  const seen = await engine.rows<{ char: string }>(
    `SELECT DISTINCT unnest(regexp_extract_all(${id}, '[^\\x00-\\x7F]')) AS char FROM ${table}
     WHERE strlen(${id}) <> length(${id}) ORDER BY char`,
  );
  const replaced = seen.map(({ char }) => char).filter((char) => char.normalize('NFKD') !== char.normalize('NFD'));
  const replace = chunks(replaced, REPLACED_AT_ONCE).map(
    (chars): Stage => ({
      reason,
      sql: (value) =>
        chars.reduce((sql, char) => `replace(${sql}, ${literal(char)}, ${literal(char.normalize('NFKD'))})`, value),
    }),
  );
  return [...replace, compose];
}
