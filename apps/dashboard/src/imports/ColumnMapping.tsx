import type { ImportPreview } from '@sluice/client';
import { Badge } from '../ui/Badge.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { Select } from '../ui/Field.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './ImportSteps.module.css';
import { type ImportForm, mappingOf } from './options.ts';

interface ColumnMappingProps {
  readonly preview: ImportPreview;
  readonly form: ImportForm;
  readonly change: (changes: ImportForm) => void;
}

type Match = ImportPreview['mapping'][number];

const matchLabels: Readonly<Record<Match['how'], { tone: 'good' | 'info' | 'neutral' | 'warn'; label: string }>> = {
  name: { tone: 'good', label: 'Same name' },
  alias: { tone: 'good', label: 'Known alias' },
  given: { tone: 'info', label: 'Mapped by you' },
  ignored: { tone: 'neutral', label: 'Ignored' },
  unknown: { tone: 'warn', label: 'Not recognized' },
  reserved: { tone: 'neutral', label: 'Result file column' },
};

/** Which file column maps to which importer column; the user can change each mapping. */
export function ColumnMapping({ preview, form, change }: ColumnMappingProps) {
  const { columns, mapping, missing_columns: missing, rows } = preview;
  const unmapped = mapping
    .filter(({ column, how }) => column === null && how !== 'reserved')
    .map(({ header }) => header || '(unnamed)');
  const choices = [
    { value: '', label: 'Do not import' },
    ...columns.map(({ name, required, type, description }) => ({
      value: name,
      label: required ? `${name} (required)` : name,
      hint: `${type}. ${description}`,
    })),
  ];
  const map = (header: string, column: string) =>
    change({ mapping: JSON.stringify({ ...mappingOf(form), [header]: column === '' ? null : column }) });
  return (
    <Card title="Columns">
      {missing.length > 0 ? (
        <Note tone="bad" title={`The file has no ${missing.length === 1 ? 'column' : 'columns'} ${quoted(missing)}.`}>
          {unmapped.length > 0
            ? `Map one of: ${unmapped.join(', ')}.`
            : `Add ${missing.length === 1 ? 'it' : 'them'} to the file, then upload the file again.`}
        </Note>
      ) : null}
      <DataTable
        caption="Column mapping"
        rows={mapping.map((match, at) => ({ ...match, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          { name: 'File column', cell: ({ header }) => header || <i>(unnamed)</i>, isRowHeader: true },
          { name: 'Example', cell: ({ header }) => exampleOf(rows, header) },
          {
            name: 'Maps to',
            cell: ({ header, column, how }) =>
              how === 'reserved' ? (
                'Do not import'
              ) : (
                <div className={styles.choice}>
                  <Select
                    label={`${header || '(unnamed)'} maps to`}
                    isLabelHidden
                    value={column ?? ''}
                    choices={choices}
                    onChange={(name) => map(header, name)}
                  />
                </div>
              ),
          },
          { name: 'Match', cell: ({ how }) => <Badge tone={matchLabels[how].tone}>{matchLabels[how].label}</Badge> },
        ]}
      />
    </Card>
  );
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** The first value that is not empty. */
const exampleOf = (rows: ImportPreview['rows'], header: string): string =>
  rows.map(({ values }) => values[header] ?? '').find((value) => value !== '') ?? '';
