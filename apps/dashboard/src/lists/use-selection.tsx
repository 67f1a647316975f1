import { useState } from 'react';
import { Checkbox } from '../ui/Checkbox.tsx';
import type { Column } from '../ui/DataTable.tsx';

export interface Selection<T> {
  /** The selected rows that are still listed. */
  readonly rows: readonly T[];
  readonly clear: () => void;
  /** Selects these only. */
  readonly keep: (rows: readonly T[]) => void;
  /** The first column of the table: a box for each row, and one for all. */
  readonly column: Column<T>;
}

/** Which rows of a list are selected. */
export function useSelection<T>(
  listed: readonly T[],
  {
    keyOf,
    nameOf,
    isSelectable = () => true,
  }: {
    readonly keyOf: (row: T) => string;
    readonly nameOf: (row: T) => string;
    /** Default: every row is. */
    readonly isSelectable?: (row: T) => boolean;
  },
): Selection<T> {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const selectable = listed.filter(isSelectable);
  const rows = selectable.filter((row) => keys.has(keyOf(row)));
  const isEvery = selectable.length > 0 && rows.length === selectable.length;
  const toggle = (key: string, isSelected: boolean) =>
    setKeys((before) => new Set(isSelected ? [...before, key] : [...before].filter((one) => one !== key)));
  const all = (
    <Checkbox
      label="Select all shown"
      isLabelHidden
      isSelected={isEvery}
      isIndeterminate={rows.length > 0 && !isEvery}
      onChange={(isSelected) => setKeys(new Set(isSelected ? selectable.map(keyOf) : []))}
    />
  );
  return {
    rows,
    clear: () => setKeys(new Set()),
    keep: (kept) => setKeys(new Set(kept.map(keyOf))),
    column: {
      name: 'Selection',
      heading: selectable.length > 0 ? all : <span className="visually-hidden">Selection</span>,
      cell: (row) =>
        isSelectable(row) ? (
          <Checkbox
            label={`Select ${nameOf(row)}`}
            isLabelHidden
            isSelected={keys.has(keyOf(row))}
            onChange={(isSelected) => toggle(keyOf(row), isSelected)}
          />
        ) : null,
    },
  };
}
