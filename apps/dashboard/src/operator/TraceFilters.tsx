import { FilterBar } from '../ui/FilterBar.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { DayFields } from './DayFields.tsx';
import { FilterSelect } from './FilterSelect.tsx';
import { type Trace, traceStatusChoices } from './traces.ts';

interface TraceFiltersProps {
  readonly id: string | undefined;
  readonly idError: string | undefined;
  readonly operation: string | undefined;
  readonly status: Trace['status'] | undefined;
  readonly account: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly showAccount: boolean;
  readonly onChange: (name: string, value: string) => void;
}

export const TraceFilters = (props: TraceFiltersProps) => {
  const { id, idError, operation, status, account, from, to, showAccount, onChange } = props;
  return (
    <FilterBar label="Filter traces">
      <SearchField
        label="ID"
        hint="Of a trace, job or document."
        error={idError}
        value={id ?? ''}
        onChange={(value) => onChange('id', value)}
      />
      <SearchField
        label="Operation"
        hint="Exact name, as listed below."
        placeholder="import-file"
        value={operation ?? ''}
        onChange={(value) => onChange('operation', value)}
      />
      <FilterSelect
        label="Status"
        value={status}
        choices={traceStatusChoices}
        onChange={(value) => onChange('status', value)}
      />
      {showAccount ? (
        <SearchField label="Account" value={account ?? ''} onChange={(value) => onChange('account', value)} />
      ) : null}
      <DayFields from={from} to={to} onChange={onChange} />
    </FilterBar>
  );
};
