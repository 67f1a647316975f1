import { Button } from '../../ui/Button.tsx';
import { AddColumn } from './AddColumn.tsx';
import { AddText } from './AddText.tsx';
import { type FieldProps, useColumns, useField } from './context.ts';
import styles from './Fields.module.css';
import { labelOf } from './labels.ts';
import { emptyOf, isOfColumns, type Schema, type Values, withValue } from './schema.ts';

/** A map with a setting for each column, or for each value, that is added. */
export function EntriesField({ name, path, label = labelOf(path, name), schema, value, onChange }: FieldProps) {
  const Field = useField();
  const entries = (value ?? {}) as Values;
  const each = (schema.additionalProperties || {}) as Schema;
  const ofColumns = isOfColumns(schema);
  const columns = useColumns();
  const isMissing = (key: string) => ofColumns && columns.length > 0 && !columns.includes(key);
  const add = (key: string) => (key in entries ? undefined : onChange({ ...entries, [key]: emptyOf(each) }));
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {schema.description ? <p className={styles.hint}>{schema.description}</p> : null}
      {Object.entries(entries).map(([key, entry]) => (
        <div key={key} className={styles.entry}>
          <Field
            name={key}
            label={isMissing(key) ? `${key} (not in this file)` : key}
            path={`${path}.${key}`}
            schema={each}
            value={entry}
            onChange={(next) => onChange({ ...entries, [key]: next ?? emptyOf(each) })}
          />
          <div>
            <Button kind="quiet" onPress={() => onChange(withValue(entries, key, undefined))}>
              Remove {key}
            </Button>
          </div>
        </div>
      ))}
      {ofColumns ? (
        <AddColumn label="Add column" chosen={Object.keys(entries)} onAdd={add} />
      ) : (
        <AddText label="Add value from the file" onAdd={add} />
      )}
    </fieldset>
  );
}
