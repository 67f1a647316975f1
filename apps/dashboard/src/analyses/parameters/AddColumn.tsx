import { SearchSelect } from '../../ui/SearchSelect.tsx';
import { AddText } from './AddText.tsx';
import { useColumns } from './context.ts';

interface AddColumnProps {
  readonly label: string;
  /** Columns that are in the list already. */
  readonly chosen: readonly string[];
  readonly onAdd: (column: string) => void;
}

/** Adds a column of the file to a list. It is typed only if the columns are not known, because the file cannot be read. */
export function AddColumn({ label, chosen, onAdd }: AddColumnProps) {
  const columns = useColumns();
  if (columns.length === 0) return <AddText label={label} onAdd={onAdd} />;
  const left = columns.filter((column) => !chosen.includes(column));
  if (left.length === 0) return null;
  return <SearchSelect label={label} value="" choices={left} placeholder="Choose a column" onChoose={onAdd} />;
}
