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

const ways: Readonly<Record<Match['how'], { tone: 'good' | 'info' | 'neutral' | 'warn'; label: string }>> = {
  name: { tone: 'good', label: 'Same name' },
  alias: { tone: 'good', label: 'Known name' },
  given: { tone: 'info', label: 'Your choice' },
  ignored: { tone: 'neutral', label: 'Left out' },
  unknown: { tone: 'warn', label: 'Not recognised' },
  reserved: { tone: 'neutral', label: 'Of a result file' },
};

/** Which column of the file goes where; what is wrong is set right by a choice. */
export function ColumnMapping({ preview, form, change }: ColumnMappingProps) {
  const { columns, mapping, missing_columns: missing, rows } = preview;
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
        <Note tone="bad" title={`The file has no column for ${missing.join(', ')}, which every row needs.`}>
          Say below which column it is, or add it to the file.
        </Note>
      ) : null}
      <DataTable
        caption="Columns of the file and where they go"
        rows={mapping.map((match, at) => ({ ...match, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          { name: 'In the file', cell: ({ header }) => header || <i>(no name)</i>, isRowHeader: true },
          { name: 'For example', cell: ({ header }) => exampleOf(rows, header) },
          {
            name: 'Goes to',
            cell: ({ header, column, how }) =>
              how === 'reserved' ? (
                'Do not import'
              ) : (
                <div className={styles.choice}>
                  <Select
                    label={`${header || '(no name)'} goes to`}
                    isLabelHidden
                    value={column ?? ''}
                    choices={choices}
                    onChange={(name) => map(header, name)}
                  />
                </div>
              ),
          },
          { name: 'Why', cell: ({ how }) => <Badge tone={ways[how].tone}>{ways[how].label}</Badge> },
        ]}
      />
    </Card>
  );
}

/** The first value that is there. */
const exampleOf = (rows: ImportPreview['rows'], header: string): string =>
  rows.map(({ values }) => values[header] ?? '').find((value) => value !== '') ?? '';
