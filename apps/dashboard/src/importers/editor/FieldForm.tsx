import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Field.tsx';
import { type FieldView, listOf, namesOf, objectOf, textOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import type { Path } from './edit-text.ts';
import { FieldRules } from './FieldRules.tsx';
import { FieldTypeForm } from './FieldTypeForm.tsx';
import { type FormProps, problemAt, textOrNone } from './form-context.ts';
import { CommittedField, LinesField } from './inputs.tsx';
import { removed, renamed } from './paths.ts';
import { SynonymsField } from './SynonymsField.tsx';
import { ofOneType, typeChoices } from './types.ts';

export interface FieldFormProps extends FormProps {
  readonly view: FieldView;
}

/** Everything about one field that most people need; the text of the definition has the rest. */
export function FieldForm(props: FieldFormProps) {
  const { view, definition, edit, problems, keepsColumns } = props;
  const { at, name, type, field, constraints, column } = view;
  const path: Path = ['schema', 'fields', at];
  const ofColumn = (member: string): Path => ['columns', name, member];
  const put = (member: Path, value: unknown) => edit([{ path: member, value }]);
  const keys = namesOf(objectOf(definition.schema).primaryKey);
  return (
    <div className={styles.field}>
      <div className={styles.controls}>
        <CommittedField
          label="Name"
          hint="The header in files, and the column of the table."
          value={name}
          isRequired
          error={problemAt(problems, [...path, 'name'])}
          onCommit={(text) => edit(renamed(definition, at, text.trim(), keepsColumns))}
        />
        <Select
          label="Type"
          value={type}
          choices={typeChoices}
          error={problemAt(problems, [...path, 'type'])}
          onChange={(value) => edit(retyped(view, value))}
        />
        <FieldTypeForm {...props} />
        <div className={styles.checks}>
          <Checkbox
            label="Required"
            hint="Every new row needs a value."
            isSelected={constraints.required === true}
            onChange={(on) => put([...path, 'constraints', 'required'], on || undefined)}
          />
          <Checkbox
            label="Part of the key"
            hint="The key decides which row is meant."
            isSelected={view.isKey}
            onChange={(on) => {
              const now = on ? [...keys, name] : keys.filter((one) => one !== name);
              put(['schema', 'primaryKey'], now.length > 0 ? now : undefined);
            }}
          />
          <Checkbox
            label="Unique"
            hint="No two rows have the same value."
            isSelected={constraints.unique === true}
            onChange={(on) => put([...path, 'constraints', 'unique'], on || undefined)}
          />
        </div>
        <FieldRules {...props} />
        <LinesField
          label="Other headers"
          hint="One per line. Files may use any of them, in any case."
          value={listOf(column.aliases).map(textOf)}
          error={problemAt(problems, ofColumn('aliases'))}
          onCommit={(lines) => put(ofColumn('aliases'), lines.length > 0 ? lines : undefined)}
        />
        <SynonymsField {...props} />
        <CommittedField
          label="Value if blank"
          hint="For new rows; now is the time of the import."
          value={textOf(column.default)}
          error={problemAt(problems, ofColumn('default'))}
          onCommit={(text) => put(ofColumn('default'), textOrNone(text))}
        />
        <CommittedField
          label="Column of the table"
          hint="Default: the name of the field."
          value={textOf(column.column)}
          error={problemAt(problems, ofColumn('column'))}
          onCommit={(text) => put(ofColumn('column'), textOrNone(text))}
        />
        <CommittedField
          label="Label"
          value={textOf(field.title)}
          error={problemAt(problems, [...path, 'title'])}
          onCommit={(text) => put([...path, 'title'], textOrNone(text))}
        />
        <CommittedField
          label="Description"
          hint="Templates show it."
          value={textOf(field.description)}
          error={problemAt(problems, [...path, 'description'])}
          onCommit={(text) => put([...path, 'description'], textOrNone(text))}
        />
      </div>
      <p>
        <Button kind="quiet" onPress={() => edit(removed(definition, at))}>
          Remove field {name}
        </Button>
      </p>
    </div>
  );
}

/** Another type, without what only went with the one before. */
function retyped({ at, field, constraints }: FieldView, type: string) {
  const path: Path = ['schema', 'fields', at];
  return [
    { path: [...path, 'type'], value: type },
    ...ofOneType.field.flatMap((member) =>
      Object.hasOwn(field, member) ? [{ path: [...path, member], value: undefined }] : [],
    ),
    ...ofOneType.constraints.flatMap((member) =>
      Object.hasOwn(constraints, member) ? [{ path: [...path, 'constraints', member], value: undefined }] : [],
    ),
  ];
}
