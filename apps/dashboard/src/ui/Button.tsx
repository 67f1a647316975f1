import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style'> {
  /** `primary`: the one thing to do here; `danger`: it takes something away. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** What it has begun still runs: it keeps the focus and does nothing meanwhile. */
  readonly isPending?: boolean;
}

/** React Aria's own pending state announces a button by its id, also when the button is gone by then. */
export const Button = ({ kind = 'secondary', isPending = false, onPress, type = 'button', ...props }: ButtonProps) => (
  <AriaButton
    {...props}
    {...(isPending || !onPress ? {} : { onPress })}
    type={isPending ? 'button' : type}
    data-pending={isPending || undefined}
    className={`${styles.button} ${styles[kind]}`}
  />
);
