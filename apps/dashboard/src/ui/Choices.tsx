import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import styles from './Choices.module.css';
import type { Choice } from './Field.tsx';

interface ChoicesProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
  readonly isDisabled?: boolean;
}

/** A radio group whose options are all visible, each with a line of explanation. */
export const Choices = <V extends string>({ label, value, choices, onChange, isDisabled }: ChoicesProps<V>) => (
  <RadioGroup
    value={value}
    onChange={(chosen) => onChange(chosen as V)}
    isDisabled={isDisabled ?? false}
    className={styles.group ?? ''}
  >
    <Label className={styles.label ?? ''}>{label}</Label>
    {choices.map((choice) => (
      <Radio key={choice.value} value={choice.value} className={styles.choice ?? ''}>
        <span className={styles.mark} aria-hidden="true" />
        <span className={styles.words}>
          <span>{choice.label}</span>
          {choice.hint ? (
            <Text slot="description" className={styles.hint ?? ''}>
              {choice.hint}
            </Text>
          ) : null}
        </span>
      </Radio>
    ))}
  </RadioGroup>
);
