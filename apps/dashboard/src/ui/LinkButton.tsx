import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';
import styles from './Button.module.css';

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly kind?: 'primary' | 'secondary' | 'quiet';
}

const Anchor = ({ kind = 'secondary', ...props }: AnchorProps) => (
  <a {...props} className={`${styles.button} ${styles[kind]}`} />
);
const Created = createLink(Anchor);

/** A link styled as a button, for the next step. */
export const LinkButton: LinkComponent<typeof Anchor> = (props) => <Created {...props} />;
