import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Failure } from '../../shell/Failure.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { versionQuery } from '../queries.ts';
import styles from './Comparison.module.css';
import { type Difference, differences } from './differences.ts';
import { linesOf } from './lines.ts';

interface ComparisonProps {
  readonly importer: string;
  readonly before: number;
  readonly after: number;
}

const kinds: Readonly<Record<Difference['kind'], { readonly tone: Tone; readonly label: string }>> = {
  added: { tone: 'good', label: 'Added' },
  removed: { tone: 'bad', label: 'Removed' },
  changed: { tone: 'info', label: 'Changed' },
  reordered: { tone: 'neutral', label: 'Reordered' },
};

/** How two versions of an importer differ, by the paths in their definitions. */
export function Comparison({ importer, before, after }: ComparisonProps) {
  const old = useQuery(versionQuery(importer, before));
  const now = useQuery(versionQuery(importer, after));
  const error = old.error ?? now.error;
  if (error) return <Failure error={error} />;
  if (!old.data || !now.data) return null;
  const found = differences(old.data.definition, now.data.definition);
  if (found.length === 0) {
    return (
      <p>
        {old.data.source === now.data.source
          ? 'The two versions are identical.'
          : 'The two versions are equivalent: only comments, formatting or notation differ.'}
      </p>
    );
  }
  return (
    <DataTable
      caption={`Differences between version ${before} and version ${after}`}
      keyOf={({ path, kind, before: one, after: other }) => JSON.stringify([path, kind, one, other])}
      rows={found}
      columns={[
        { name: 'Path', cell: ({ path }) => <Path path={path} />, isRowHeader: true },
        { name: 'Difference', cell: ({ kind }) => <Badge tone={kinds[kind].tone}>{kinds[kind].label}</Badge> },
        { name: `Version ${before}`, cell: (one) => <Value value={one.before} /> },
        { name: `Version ${after} `, cell: (one) => <Value value={one.after} /> },
      ]}
    />
  );
}

/** Breaks between the steps of a path, not within. */
const Path = ({ path }: { path: string }) => (
  <code className={styles.path}>
    {path.split('.').map((step, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other identity
      <Fragment key={at}>
        {at > 0 ? (
          <>
            .<wbr />
          </>
        ) : null}
        {step}
      </Fragment>
    ))}
  </code>
);

/** What it says, one member a line. */
const Value = ({ value }: { value: unknown }) => {
  const lines = linesOf(value);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {lines.map(({ path, text }) => (
        <li key={path}>
          {path === '' ? null : <span className={styles.member}>{path}: </span>}
          <span className={styles.value}>{text}</span>
        </li>
      ))}
    </ul>
  );
};
