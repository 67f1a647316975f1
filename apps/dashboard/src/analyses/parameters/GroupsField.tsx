import { Button } from '../../ui/Button.tsx';
import type { FieldProps } from './context.ts';
import styles from './Fields.module.css';
import { Fields } from './GroupField.tsx';
import { labelOf } from './labels.ts';
import { emptyOf } from './schema.ts';

/** A list of rules of any length. */
export function GroupsField({ name, path, label = labelOf(path, name), schema, value, onChange }: FieldProps) {
  const groups = Array.isArray(value) ? (value as unknown[]) : [];
  const one = label.replace(/s$/, '');
  const item = schema.items ?? {};
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {schema.description ? <p className={styles.hint}>{schema.description}</p> : null}
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no id and are never reordered
        <fieldset key={at} className={styles.entry}>
          <legend>
            {one} {at + 1}
          </legend>
          <Fields
            path={`${path}.${at}`}
            schema={item}
            value={group}
            onChange={(next) => onChange(groups.with(at, next))}
          />
          <div>
            <Button kind="quiet" onPress={() => onChange(groups.toSpliced(at, 1))}>
              Remove {one.toLowerCase()} {at + 1}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button onPress={() => onChange([...groups, emptyOf(item)])}>Add {one.toLowerCase()}</Button>
      </div>
    </fieldset>
  );
}
