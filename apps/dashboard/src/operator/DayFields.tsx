import { TextField } from '../ui/Field.tsx';

interface DayFieldsProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (name: 'from' | 'to', value: string) => void;
}

/** A date range; both days are included. */
export const DayFields = ({ from, to, onChange }: DayFieldsProps) => (
  <>
    <TextField label="From" type="date" value={from ?? ''} onChange={(value) => onChange('from', value)} />
    <TextField label="To" type="date" value={to ?? ''} onChange={(value) => onChange('to', value)} />
  </>
);
