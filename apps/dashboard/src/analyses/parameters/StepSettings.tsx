import { useState } from 'react';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { wordsOf } from '../numbers.ts';
import type { FieldProps } from './context.ts';
import styles from './Fields.module.css';
import { Fields } from './GroupField.tsx';
import { type Values, withValue } from './schema.ts';

/** A step of the chain: whether it runs, and its own parameters below. */
export function StepSettings({ name, path, schema, value, onChange }: FieldProps) {
  const values = (value ?? {}) as Values;
  const isOn = values.enabled !== false;
  const said = Object.keys(values).filter((key) => key !== 'enabled');
  // What was said from the beginning is seen; later the person opens and closes it.
  const [isOpen] = useState(said.length > 0);
  const hasSettings = Object.keys(schema.properties ?? {}).some((key) => key !== 'enabled');
  return (
    <li className={styles.step}>
      <Checkbox
        label={wordsOf(name)}
        hint={schema.description}
        isSelected={isOn}
        onChange={(on) => onChange(withValue(values, 'enabled', on ? undefined : false))}
      />
      {isOn && hasSettings ? (
        <details open={isOpen} className={styles.details}>
          <summary>
            Settings<span className="visually-hidden"> of {wordsOf(name)}</span>
            {said.length > 0 ? <span className={styles.hint}> · {said.map(wordsOf).join(', ')} set</span> : null}
          </summary>
          <Fields path={path} schema={schema} value={values} onChange={onChange} />
        </details>
      ) : null}
    </li>
  );
}
