import { cellText, isPlainKey, normalizeKey } from './characters.ts';
import type { CellContext, Importer } from './types.ts';

const silent: CellContext = { dateOrder: undefined, fail: () => undefined };

/**
 * Reads the cells of a key of one column as the row checker does, without reporting anything.
 * @returns a function that returns the key as it is stored, or as it is written if it is wrong; empty if there is none
 */
export function keyReader({ columns, key }: Importer): (cell: string) => string {
  const column = columns.find(({ name }) => name === key);
  return (cell) => {
    const written = cellText(cell);
    if (written === '' || column?.missing?.has(written)) return '';
    const text = isPlainKey(written) ? written : normalizeKey(written).key;
    return text === '' ? '' : (column?.type.parse(text, silent) ?? text);
  };
}
