import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Select } from '../../ui/Field.tsx';
import { type FieldView, fieldsOf, listOf, type Members, objectOf, textOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import type { Path } from './edit-text.ts';
import { type FormProps, problemAt, problemsBelow } from './form-context.ts';
import { CommittedField } from './inputs.tsx';
import { ListItem } from './ListItem.tsx';
import { appended, without } from './list-edits.ts';

/** What has to hold for a row as a whole: the order of two fields, or an expression. */
export function ChecksForm(form: FormProps) {
  const { definition, edit } = form;
  const checks = listOf(definition.checks).map(objectOf);
  const fields = fieldsOf(definition);
  const names = fields.map(({ name }) => name);
  const [lower, upper] = comparable(fields);
  const add = (check: Members) => edit(appended(definition, 'checks', check));
  return (
    <Card
      title="Checks of a row"
      actions={
        <>
          <Button onPress={() => add({ lower, upper, code: 'RANGE', message: 'the values are out of order' })}>
            Add order of two fields
          </Button>
          <Button onPress={() => add({ expr: 'true', code: 'WRONG_ROW', message: 'the row is wrong' })}>
            Add expression
          </Button>
        </>
      }
    >
      {checks.length === 0 ? (
        <p className={styles.soft}>
          None. A row that violates a check is an error, with the code and message that you write.
        </p>
      ) : null}
      {checks.map((check, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: checks have no names
        <CheckForm key={at} {...form} check={check} at={at} names={names} />
      ))}
    </Card>
  );
}

/** Types whose values can be compared with each other. */
const orders: Readonly<Record<string, string>> = {
  ...{ integer: 'number', number: 'number', date: 'datetime', datetime: 'datetime' },
  ...{ time: 'time', year: 'year', yearmonth: 'yearmonth' },
};

/** Two fields to begin with: the first that can be compared, or else any. */
function comparable(fields: readonly FieldView[]): [lower: string, upper: string] {
  for (const [at, { name, type }] of fields.entries()) {
    const other = fields.slice(at + 1).find((one) => orders[type] !== undefined && orders[one.type] === orders[type]);
    if (other) return [name, other.name];
  }
  return [fields[0]?.name ?? '', fields[1]?.name ?? ''];
}

interface CheckFormProps extends FormProps {
  readonly check: Members;
  readonly at: number;
  /** Those of all fields. */
  readonly names: readonly string[];
}

function CheckForm({ definition, edit, problems, check, at, names }: CheckFormProps) {
  const path = (member: string): Path => ['checks', at, member];
  const isExpression = check.expr !== undefined;
  const members = [...(isExpression ? ['expr'] : ['lower', 'upper']), 'code', 'message'];
  const ofMembers = problemsBelow(problems, ...members.map(path));
  const put = (member: string, value: string) => edit([{ path: path(member), value }]);
  const text = (member: string, label: string, hint?: string) => (
    <CommittedField
      label={label}
      hint={hint}
      value={textOf(check[member])}
      error={problemAt(problems, path(member))}
      isRequired
      onCommit={(given) => put(member, given.trim())}
    />
  );
  const field = (member: string, label: string) => {
    const value = textOf(check[member]);
    return (
      <Select
        label={label}
        value={value}
        choices={[...new Set([...names, value])].map((name) => ({ value: name, label: name }))}
        error={problemAt(problems, path(member))}
        onChange={(name) => put(member, name)}
      />
    );
  };
  return (
    <ListItem
      name={`Check ${at + 1}`}
      problems={problemsBelow(problems, ['checks', at]).filter((one) => !ofMembers.includes(one))}
      onRemove={() => edit(without(definition, 'checks', at))}
    >
      {isExpression ? (
        <div className={styles.wide}>
          {text('expr', 'Expression', "True for every row that is right, in CEL: status != 'paid' || price > 0.0")}
        </div>
      ) : (
        <>
          {field('lower', 'Field with the lower value')}
          {field('upper', 'Field with the higher value')}
        </>
      )}
      {text('message', 'Message', 'What the error says.')}
      {text('code', 'Code', 'In capitals, such as PAID_FREE.')}
    </ListItem>
  );
}
