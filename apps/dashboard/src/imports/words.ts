import { formatCount } from '../ui/format.ts';

/** `1 row`, `1,234 rows`. */
export const rowsOf = (count: number): string => `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`;
