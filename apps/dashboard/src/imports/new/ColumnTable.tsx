import type { ImportPreview } from '@sluice/client';
import { useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { type Choice, LongSelect } from '../../ui/Field.tsx';
import styles from './ColumnsStep.module.css';
import type { FileColumn } from './column-groups.ts';

interface ColumnTableProps {
  readonly caption: string;
  readonly columns: readonly FileColumn[];
  readonly preview: ImportPreview;
  readonly map: (choices: Readonly<Record<string, string | null>>) => void;
}

const matchLabels: Readonly<Record<FileColumn['how'], { tone: 'good' | 'info' | 'neutral' | 'warn'; label: string }>> =
  {
    name: { tone: 'good', label: 'Same name' },
    alias: { tone: 'good', label: 'Known alias' },
    given: { tone: 'info', label: 'Mapped by you' },
    ignored: { tone: 'neutral', label: 'Ignored' },
    unknown: { tone: 'warn', label: 'Not matched' },
    reserved: { tone: 'neutral', label: 'Result file column' },
  };

/** Rows that are shown at first: more would be slow on a phone. */
const FEW = 40;
const EXAMPLES = 3;

/** Columns of the file, each with examples, where it goes, and suggestions. */
export function ColumnTable({ caption, columns, preview, map }: ColumnTableProps) {
  const [isWhole, setWhole] = useState(false);
  const choices: readonly Choice<string>[] = [
    { value: '', label: 'Do not import' },
    ...preview.columns.map(({ name, required, type, description }) => ({
      value: name,
      label: required ? `${name} (required)` : name,
      hint: `${type}. ${description}`,
    })),
  ];
  const shown = isWhole || columns.length <= FEW ? columns : [...columns].sort(bySuggestions).slice(0, FEW);
  return (
    <>
      <DataTable
        caption={caption}
        rows={shown}
        keyOf={({ at }) => String(at)}
        columns={[
          {
            name: 'File column',
            cell: ({ header, at }) => (
              <>
                <span className={styles.header}>{header || <i>(unnamed)</i>}</span>
                <span className={styles.examples}>{examplesOf(preview.rows, at)}</span>
              </>
            ),
            isRowHeader: true,
          },
          {
            name: 'Maps to',
            cell: ({ header, column, how, suggestions }) =>
              how === 'reserved' ? (
                'Do not import'
              ) : (
                <div className={styles.choice}>
                  <LongSelect
                    label={`${header || '(unnamed)'} maps to`}
                    value={column ?? ''}
                    choices={choices}
                    onChange={(name) => map({ [header]: name === '' ? null : name })}
                  />
                  {suggestions.length > 0 ? (
                    <span className={styles.suggestions}>
                      {suggestions.map((one) => (
                        <Button key={one.column} kind="quiet" onPress={() => map({ [header]: one.column })}>
                          {`Use ${one.column} (${Math.floor(one.score * 100)}% similar)`}
                        </Button>
                      ))}
                    </span>
                  ) : null}
                </div>
              ),
          },
          { name: 'Match', cell: ({ how }) => <Badge tone={matchLabels[how].tone}>{matchLabels[how].label}</Badge> },
        ]}
      />
      {shown.length < columns.length ? (
        <Button onPress={() => setWhole(true)}>{`Show all ${columns.length} columns`}</Button>
      ) : null}
    </>
  );
}

/** Of many columns, those with a likely suggestion come first, then those with others or with a decision of a person. */
const bySuggestions = (a: FileColumn, b: FileColumn): number => rankOf(a) - rankOf(b);

function rankOf({ how, suggestions: [best] }: FileColumn): number {
  if (best?.likely) return 0;
  return how !== 'unknown' || best ? 1 : 2;
}

/** The first different values that are not empty. */
const examplesOf = (rows: ImportPreview['rows'], at: number): string =>
  [...new Set(rows.map(({ cells }) => cells[at] ?? '').filter((text) => text !== ''))].slice(0, EXAMPLES).join(', ');
