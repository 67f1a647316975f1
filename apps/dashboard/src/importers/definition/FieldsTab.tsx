import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Definition, type FieldView, fieldsOf, listOf, rulesOf, textOf } from './definition.ts';
import styles from './FieldsTab.module.css';

/** The fields of a definition, as a table to read. */
export const FieldsTab = ({ definition }: { definition: Definition }) => (
  <Card>
    <DataTable
      caption="Fields of the importer"
      keyOf={({ at }) => String(at)}
      rows={fieldsOf(definition)}
      columns={[
        { name: 'Field', cell: (one) => <Name field={one} />, isRowHeader: true },
        { name: 'Type', cell: (one) => <Type field={one} /> },
        { name: 'Rules', cell: (one) => <Rules field={one} /> },
        { name: 'Aliases', cell: ({ column }) => listOf(column.aliases).map(textOf).join(', ') },
        { name: 'Column', cell: ({ name, column }) => <code>{textOf(column.column) || name}</code> },
      ]}
      empty={<EmptyState title="The definition has no fields." />}
    />
  </Card>
);

const Name = ({ field: { name, field } }: { field: FieldView }) => (
  <>
    {name}
    {textOf(field.title) ? <span className={styles.soft}>{textOf(field.title)}</span> : null}
    {textOf(field.description) ? <span className={styles.soft}>{textOf(field.description)}</span> : null}
  </>
);

const Type = ({ field: { type, field } }: { field: FieldView }) => (
  <>
    {type}
    {textOf(field.format) && field.format !== 'default' ? (
      <code className={styles.soft}>{textOf(field.format)}</code>
    ) : null}
    {textOf(field.decimalChar) ? <span className={styles.soft}>decimal mark {textOf(field.decimalChar)}</span> : null}
  </>
);

const Rules = ({ field }: { field: FieldView }) => (
  <span className={styles.rules}>
    {field.isKey ? <Badge tone="info">Key</Badge> : null}
    {field.isRequired ? <Badge>Required</Badge> : null}
    {field.isUnique ? <Badge>Unique</Badge> : null}
    <span>{rulesOf(field).join(', ')}</span>
  </span>
);
