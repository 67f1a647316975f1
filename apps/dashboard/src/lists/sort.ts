import type { SortDirection } from '../ui/DataTable.tsx';

/** How a list is sorted by this name, where the address has `name` or `-name` for descending. */
export function directionOf(sort: string, name: string): SortDirection {
  if (sort === name) return 'ascending';
  return sort === `-${name}` ? 'descending' : 'none';
}

/** How it is sorted after the heading was pressed: a column is sorted one way first, then the other. */
export function nextSort(sort: string, name: string, first: 'ascending' | 'descending'): string {
  const direction = directionOf(sort, name);
  const next = direction === 'none' ? first : direction === 'ascending' ? 'descending' : 'ascending';
  return next === 'ascending' ? name : `-${name}`;
}

interface SortedBy {
  readonly name: string;
  /** The sort in the address; undefined or unknown ones are the list's own. */
  readonly sort: string;
  readonly onChange: (sort: string) => void;
  readonly first?: 'ascending' | 'descending';
}

/** What makes a column of a table sort its list. */
export const sortBy = ({ name, sort, onChange, first = 'ascending' }: SortedBy) => ({
  direction: directionOf(sort, name),
  onSort: () => onChange(nextSort(sort, name, first)),
});
