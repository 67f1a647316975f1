import { TextField } from '../../ui/Field.tsx';
import { SearchSelect } from '../../ui/SearchSelect.tsx';
import { useColumns } from './context.ts';

interface ColumnFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (column: string) => void;
}

/** One column of the file. It is typed only if the columns are not known, because the file cannot be read. */
export function ColumnField({ value, error, onChange, ...props }: ColumnFieldProps) {
  const columns = useColumns();
  if (columns.length === 0) return <TextField {...props} value={value} error={error} onChange={onChange} />;
  const isMissing = value !== '' && !columns.includes(value);
  return (
    <SearchSelect
      {...props}
      error={error ?? (isMissing ? `The file has no column "${value}". Choose another one.` : undefined)}
      value={value}
      choices={columns}
      placeholder="Choose a column"
      onChoose={onChange}
    />
  );
}
