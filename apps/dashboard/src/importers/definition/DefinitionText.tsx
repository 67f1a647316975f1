import styles from './DefinitionText.module.css';

/** The text of a definition, to read and copy. */
export const DefinitionText = ({ label, text }: { label: string; text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1)
  <section className={styles.scroll} tabIndex={0} aria-label={label}>
    <pre className={styles.text}>{text}</pre>
  </section>
);
