import { FilterBar } from '../ui/FilterBar.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { DayFields } from './DayFields.tsx';
import { FilterSelect } from './FilterSelect.tsx';
import { type ToolName, toolChoices } from './tools.ts';

interface FailedDeliveryFiltersProps {
  readonly tool: ToolName | undefined;
  readonly account: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly showAccount: boolean;
  readonly onChange: (name: string, value: string) => void;
}

export const FailedDeliveryFilters = ({
  tool,
  account,
  from,
  to,
  showAccount,
  onChange,
}: FailedDeliveryFiltersProps) => (
  <FilterBar label="Filter failed deliveries">
    <FilterSelect label="Tool" value={tool} choices={toolChoices} onChange={(value) => onChange('tool', value)} />
    {showAccount ? (
      <SearchField label="Account" value={account ?? ''} onChange={(value) => onChange('account', value)} />
    ) : null}
    <DayFields from={from} to={to} onChange={onChange} />
  </FilterBar>
);
