import { TextField } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';
import styles from './Report.module.css';

interface RowFilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly found: number;
}

/** Filters rows by any text in them. */
export const RowFilter = ({ label, value, onChange, found }: RowFilterProps) => (
  <div className={styles.filter}>
    <TextField type="search" label={label} value={value} onChange={onChange} />
    <p className={styles.soft} role="status">
      {value.trim() === '' ? '\u00a0' : `${formatCount(found)} ${found === 1 ? 'match' : 'matches'}`}
    </p>
  </div>
);
