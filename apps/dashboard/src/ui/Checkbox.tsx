import { Checkbox as AriaCheckbox } from 'react-aria-components';
import styles from './Checkbox.module.css';

interface CheckboxProps {
  readonly label: string;
  /** One line of explanation below the label. */
  readonly hint?: string | undefined;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  /** Some of what it stands for is selected. */
  readonly isIndeterminate?: boolean;
  /** For boxes whose position explains them visually, such as in a row of a table. */
  readonly isLabelHidden?: boolean;
}

export const Checkbox = ({ label, hint, isLabelHidden, ...props }: CheckboxProps) => (
  <AriaCheckbox {...props} className={styles.checkbox ?? ''}>
    <span className={styles.box} aria-hidden="true">
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d={props.isIndeterminate ? 'M3 8h10' : 'M3 8.5l3.2 3.2L13 5'} />
      </svg>
    </span>
    <span className={isLabelHidden ? 'visually-hidden' : styles.words}>
      <span className={styles.label}>{label}</span>
      {hint ? <span className={styles.hint}>{hint}</span> : null}
    </span>
  </AriaCheckbox>
);
