import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Choice, Select } from '../../ui/Field.tsx';
import { fieldsOf, listOf, type Members, objectOf, textOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import type { Path } from './edit-text.ts';
import { type FormProps, problemAt, problemsBelow } from './form-context.ts';
import { CommittedField, LinesField } from './inputs.tsx';
import { ListItem } from './ListItem.tsx';
import { appended, without } from './list-edits.ts';

const missing: readonly Choice<string>[] = [
  { value: 'reject', label: 'Report an error' },
  { value: 'blank', label: 'Leave the column blank' },
  { value: 'create', label: 'Add it to the other table' },
];

/** Values that are replaced by those of other tables, such as an email address by the ID of its customer. */
export function LookupsForm(form: FormProps) {
  const { definition, edit } = form;
  const lookups = listOf(definition.lookups).map(objectOf);
  const add = () => {
    const [first] = fieldsOf(definition);
    edit(appended(definition, 'lookups', { fields: [first?.name ?? ''], table: '', by: [''], value: '', store: '' }));
  };
  return (
    <Card title="Values of other tables" actions={<Button onPress={add}>Add look-up</Button>}>
      {lookups.length === 0 ? (
        <p className={styles.soft}>
          None. A look-up stores a value of another table instead of the cell, such as the ID of the customer with this
          email address.
        </p>
      ) : null}
      {lookups.map((lookup, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: look-ups have no names
        <LookupForm key={at} {...form} lookup={lookup} at={at} />
      ))}
    </Card>
  );
}

const members = ['fields', 'table', 'by', 'value', 'store', 'onMissing'];

function LookupForm({ definition, edit, problems, lookup, at }: FormProps & { lookup: Members; at: number }) {
  const path = (member: string): Path => ['lookups', at, member];
  const errorOf = (member: string) => problemAt(problems, path(member));
  const put = (member: string, value: unknown) => edit([{ path: path(member), value }]);
  const text = (member: string, label: string, hint: string) => (
    <CommittedField
      label={label}
      hint={hint}
      value={textOf(lookup[member])}
      error={errorOf(member)}
      isRequired
      onCommit={(given) => put(member, given.trim())}
    />
  );
  const lines = (member: string, label: string, hint: string) => (
    <LinesField
      label={label}
      hint={hint}
      value={listOf(lookup[member]).map(textOf)}
      error={errorOf(member) ?? problemsBelow(problems, path(member))[0]?.message}
      onCommit={(given) =>
        put(
          member,
          given.map((line) => line.trim()),
        )
      }
    />
  );
  const ofMembers = problemsBelow(problems, ...members.map(path));
  return (
    <ListItem
      name={`Look-up ${at + 1}`}
      problems={problemsBelow(problems, ['lookups', at]).filter((one) => !ofMembers.includes(one))}
      onRemove={() => edit(without(definition, 'lookups', at))}
    >
      {lines('fields', 'Fields', 'Whose values are looked up together. One per line.')}
      {text('table', 'Table', 'With its database: shop.customers.')}
      {lines('by', 'Columns to look in', 'Of that table, in the order of the fields. One per line.')}
      {text('value', 'Column to take the value from', 'Of that table, such as id.')}
      {text('store', 'Column to store it in', 'Of the table of this importer, such as customer_id.')}
      <Select
        label="If a value is not found"
        value={textOf(lookup.onMissing) || 'reject'}
        choices={missing}
        error={errorOf('onMissing')}
        onChange={(value) => put('onMissing', value === 'reject' ? undefined : value)}
      />
    </ListItem>
  );
}
