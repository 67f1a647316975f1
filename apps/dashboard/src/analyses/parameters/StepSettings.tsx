import { useState } from 'react';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { wordsOf } from '../numbers.ts';
import type { FieldProps } from './context.ts';
import styles from './Fields.module.css';
import { Fields } from './GroupField.tsx';
import { labelOf } from './labels.ts';
import { type Values, withValue } from './schema.ts';

/** A step of the tool: whether it runs, and its parameters. */
export function StepSettings({ name, path, schema, value, onChange }: FieldProps) {
  const values = (value ?? {}) as Values;
  const isOn = values.enabled !== false;
  const changed = Object.keys(values).filter((key) => key !== 'enabled');
  // Opens if there are settings at first; later the user opens and closes it.
  const [isOpen] = useState(changed.length > 0);
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
            Settings<span className="visually-hidden"> for {wordsOf(name)}</span>
            {changed.length > 0 ? (
              <span className={styles.hint}>
                {' '}
                · Customized: {changed.map((key) => labelOf(`${path}.${key}`, key)).join(', ')}
              </span>
            ) : null}
          </summary>
          <Fields path={path} schema={schema} value={values} onChange={onChange} />
        </details>
      ) : null}
    </li>
  );
}
