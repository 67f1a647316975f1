import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style'> {
  /** `primary`: the one thing to do here; `danger`: it takes something away. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
}

export const Button = ({ kind = 'secondary', ...props }: ButtonProps) => (
  <AriaButton {...props} className={`${styles.button} ${styles[kind]}`} />
);
