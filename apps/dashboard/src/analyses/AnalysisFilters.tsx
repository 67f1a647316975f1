import { dayEnd, dayStart } from '../ui/days.ts';
import { type Choice, Select, TextField } from '../ui/Field.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { SearchField } from '../ui/SearchField.tsx';

/** The filters in the URL of the list. A missing key does not filter. */
export interface Filters {
  readonly tool?: string;
  readonly state?: string;
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  /** The order of the list. */
  readonly sort?: string;
}

const tools: readonly Choice<string>[] = [
  { value: '', label: 'All' },
  { value: 'profile-my-data', label: 'Profile' },
  { value: 'clean-my-data', label: 'Cleaning' },
];
const states: readonly Choice<string>[] = [
  { value: '', label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'running', label: 'Running' },
  { value: 'succeeded', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
];

interface AnalysisFiltersProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** The filters of the list of analyses. */
export function AnalysisFilters({ filters, onChange }: AnalysisFiltersProps) {
  const set = (name: keyof Filters) => (value: string) => {
    const { [name]: _, ...others } = filters;
    onChange(value === '' ? others : { ...others, [name]: value });
  };
  return (
    <FilterBar label="Filter analyses">
      <SearchField label="File name or ID" value={filters.q ?? ''} onChange={set('q')} />
      <Select label="Tool" value={filters.tool ?? ''} choices={tools} onChange={set('tool')} />
      <Select label="Status" value={filters.state ?? ''} choices={states} onChange={set('state')} />
      <TextField type="date" label="From" value={filters.from ?? ''} onChange={set('from')} />
      <TextField type="date" label="To" value={filters.to ?? ''} onChange={set('to')} />
    </FilterBar>
  );
}

/** The query for the API. Days are in local time; both are included. */
export function queryOf({ tool, state, q, from, to, sort }: Filters) {
  const [start, end] = [dayStart(from), dayEnd(to)];
  const known = <T extends string>(value: string | undefined, choices: readonly Choice<string>[]): T | undefined =>
    value !== '' && choices.some((choice) => choice.value === value) ? (value as T) : undefined;
  const askedTool = known<'profile-my-data' | 'clean-my-data'>(tool, tools);
  const askedState = known<'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled'>(state, states);
  return {
    kind: ['analysis' as const],
    limit: 25,
    sort: sort === 'created_at' ? ('created_at' as const) : ('-created_at' as const),
    ...(askedTool ? { tool: askedTool } : {}),
    ...(askedState ? { state: [askedState] } : {}),
    ...(q ? { q } : {}),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  };
}
