import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style'> {
  /** `primary`: the main action here; `danger`: a destructive action. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Its action is still running: the button keeps the focus and ignores presses. */
  readonly isPending?: boolean;
}

/** Does not use React Aria's pending state, which announces the button by id even after it has been removed. */
export const Button = ({ kind = 'secondary', isPending = false, onPress, type = 'button', ...props }: ButtonProps) => (
  <AriaButton
    {...props}
    {...(isPending || !onPress ? {} : { onPress })}
    type={isPending ? 'button' : type}
    data-pending={isPending || undefined}
    className={`${styles.button} ${styles[kind]}`}
  />
);
