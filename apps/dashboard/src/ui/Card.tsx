import { type ReactNode, useId } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title?: string;
  /** Shown to the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A section of a page, labeled by its heading. */
export function Card({ title, actions, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} {...(title ? { 'aria-labelledby': id } : {})}>
      {title || actions ? (
        <header className={styles.header}>
          {title ? <h2 id={id}>{title}</h2> : <span />}
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}
