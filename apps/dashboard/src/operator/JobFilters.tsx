import type { Job } from '../imports/job-cells.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { DayFields } from './DayFields.tsx';
import { FilterSelect } from './FilterSelect.tsx';
import { kindChoices, stateChoices } from './jobs.ts';

interface JobFiltersProps {
  readonly kind: Job['kind'] | undefined;
  readonly state: Job['state'] | undefined;
  readonly account: string | undefined;
  readonly q: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly showAccount: boolean;
  readonly onChange: (name: string, value: string) => void;
}

export const JobFilters = ({ kind, state, account, q, from, to, showAccount, onChange }: JobFiltersProps) => (
  <FilterBar label="Filter jobs">
    <SearchField
      label="File name or ID"
      value={q ?? ''}
      onChange={(value) => onChange('q', value)}
      placeholder="people.csv"
    />
    <FilterSelect label="Type" value={kind} choices={kindChoices} onChange={(value) => onChange('kind', value)} />
    <FilterSelect label="Status" value={state} choices={stateChoices} onChange={(value) => onChange('state', value)} />
    {showAccount ? (
      <SearchField label="Account" value={account ?? ''} onChange={(value) => onChange('account', value)} />
    ) : null}
    <DayFields from={from} to={to} onChange={onChange} />
  </FilterBar>
);
