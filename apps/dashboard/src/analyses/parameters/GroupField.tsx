import { type FieldProps, useField } from './context.ts';
import styles from './Fields.module.css';
import { labelOf } from './labels.ts';
import { type Values, withValue } from './schema.ts';

/** A group of parameters. Its `enabled` switch is rendered by StepSettings. */
export function GroupField({ name, path, label = labelOf(path, name), schema, value, onChange }: FieldProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {schema.description ? <p className={styles.hint}>{schema.description}</p> : null}
      <Fields path={path} schema={schema} value={value} onChange={onChange} />
    </fieldset>
  );
}

/** The parameters of a group, without its frame. */
export function Fields({ path, schema, value, onChange }: Omit<FieldProps, 'name'>) {
  const Field = useField();
  const values = (value ?? {}) as Values;
  return (
    <div className={styles.fields}>
      {Object.entries(schema.properties ?? {})
        .filter(([name]) => name !== 'enabled')
        .map(([name, one]) => (
          <Field
            key={name}
            name={name}
            path={`${path}.${name}`}
            schema={one}
            value={values[name]}
            onChange={(next) => onChange(withValue(values, name, next))}
          />
        ))}
    </div>
  );
}
