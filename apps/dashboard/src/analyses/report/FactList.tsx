import styles from './Report.module.css';

type Fact = readonly [name: string, value: string];

/** Names and values in as many columns as fit. */
export const FactList = ({ facts }: { facts: readonly (Fact | null | false)[] }) => (
  <dl className={styles.facts}>
    {facts
      .filter((fact): fact is Fact => Boolean(fact))
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
