import { type Choice, Select } from '../ui/Field.tsx';

interface FilterSelectProps<V extends string> {
  readonly label: string;
  readonly value: V | undefined;
  readonly choices: readonly Choice<V>[];
  /** Called with '' for all. */
  readonly onChange: (value: V | '') => void;
}

/** A select with the given choices and "All". */
export const FilterSelect = <V extends string>({ label, value, choices, onChange }: FilterSelectProps<V>) => (
  <Select<V | 'all'>
    label={label}
    value={value ?? 'all'}
    choices={[{ value: 'all', label: 'All' }, ...choices]}
    onChange={(chosen) => onChange(chosen === 'all' ? '' : chosen)}
  />
);
