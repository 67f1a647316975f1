import type { ReactNode } from 'react';
import styles from './Tiles.module.css';

export interface Tile {
  readonly name: string;
  readonly value: ReactNode;
  readonly hint?: string | undefined;
}

/** Key figures side by side, each with its name. */
export const Tiles = ({ tiles }: { tiles: readonly Tile[] }) => (
  <dl className={styles.tiles}>
    {tiles.map(({ name, value, hint }) => (
      <div key={name} className={styles.tile}>
        <dt>{name}</dt>
        <dd>
          <span className={styles.value}>{value}</span>
          {hint ? <span className={styles.hint}>{hint}</span> : null}
        </dd>
      </div>
    ))}
  </dl>
);
