import { Checkbox } from '../../ui/Checkbox.tsx';
import { Details } from '../../ui/Details.tsx';
import { listOf, objectOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import type { FormProps } from './form-context.ts';

interface Mode {
  readonly name: string;
  readonly label: string;
  readonly values: readonly (readonly [value: string, label: string])[];
  /** What a definition allows that does not say. */
  readonly usual: readonly string[];
}

const mode = (name: string, label: string, ...values: Mode['values']): Mode => ({
  ...{ name, label, values },
  usual: values.map(([value]) => value),
});

const modes: readonly Mode[] = [
  mode(
    'onDuplicate',
    'When a row already exists',
    ['reject', 'Report an error'],
    ['update', 'Update the row'],
    ['skip', 'Skip the record'],
  ),
  mode(
    'onNew',
    'When a row does not exist yet',
    ['insert', 'Insert a row'],
    ['reject', 'Report an error'],
    ['skip', 'Skip the record'],
  ),
  mode('onInvalid', 'When a record has errors', ['skip', 'Import valid records'], ['abort', 'All or nothing']),
  mode('onBlank', 'When a cell is blank', ['keep', 'Keep the existing value'], ['null', 'Clear the value']),
  {
    ...mode('onAbsent', 'When the file lacks a row', ['keep', 'Keep the row'], ['delete', 'Delete the row']),
    usual: ['keep'],
  },
];

/** What whoever imports may choose. */
export function ModesForm({ definition, edit }: FormProps) {
  const given = objectOf(definition.modes);
  return (
    <Details summary="What imports may do">
      <div className={styles.controls}>
        {modes.map(({ name, label, values, usual }) => {
          const stated = listOf(given[name]).map(String);
          const allowed = stated.length > 0 ? stated : usual;
          const change = (value: string, on: boolean) => {
            const now = values.map(([one]) => one).filter((one) => (one === value ? on : allowed.includes(one)));
            if (now.length === 0) return;
            const isUsual = now.join() === usual.join();
            edit([{ path: ['modes', name], value: isUsual ? undefined : now }]);
          };
          return (
            <fieldset key={name} className={styles.modes}>
              <legend>{label}</legend>
              {values.map(([value, text]) => (
                <Checkbox
                  key={value}
                  label={text}
                  isSelected={allowed.includes(value)}
                  onChange={(on) => change(value, on)}
                />
              ))}
            </fieldset>
          );
        })}
      </div>
    </Details>
  );
}
