import type { ImporterInference } from '@sluice/client';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Note } from '../../ui/Note.tsx';
import { namesOf, objectOf } from '../definition/definition.ts';
import styles from './Editor.module.css';
import { sureness } from './evidence.ts';
import { type FormProps, problemAt, problemsBelow } from './form-context.ts';
import { LinesField } from './inputs.tsx';
import { groupLines, readGroups } from './line-texts.ts';

interface KeyFormProps extends FormProps {
  readonly candidates: ImporterInference['key_candidates'];
}

const path = ['schema', 'primaryKey'];
const uniquePath = ['schema', 'uniqueKeys'];

/** Which fields say which row is meant. A file offers some. */
export function KeyForm({ definition, edit, problems, candidates }: KeyFormProps) {
  const key = namesOf(objectOf(definition.schema).primaryKey);
  const others = candidates.filter(({ fields }) => fields.join('\n') !== key.join('\n'));
  const error = problemAt(problems, path);
  return (
    <Card title="Key">
      {key.length > 0 ? (
        <p>
          Two records with the same <strong>{key.join(' + ')}</strong> are the same row.{' '}
          <Button kind="quiet" onPress={() => edit([{ path, value: undefined }])}>
            Use no key
          </Button>
        </p>
      ) : (
        <Note tone="warn" title="Without a key, every import adds rows, and none can be updated.">
          Choose a key below, or mark a field as part of the key.
        </Note>
      )}
      {error ? <Note tone="bad" title={error} /> : null}
      {others.length > 0 ? (
        <ul className={styles.candidates} aria-label="Possible keys">
          {others.slice(0, 5).map(({ fields, confidence, evidence }) => (
            <li key={fields.join('\n')}>
              <Button onPress={() => edit([{ path, value: [...fields] }])}>Use {fields.join(' + ')}</Button>
              <Badge tone={sureness(confidence).tone}>{sureness(confidence).label}</Badge>
              <span className={styles.soft}>{evidence.join(' ')}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <LinesField
        label="Unique together"
        hint="One group of fields a line, such as order + line. No two rows have the same values in all of them."
        value={groupLines(objectOf(definition.schema).uniqueKeys)}
        error={problemsBelow(problems, uniquePath)[0]?.message}
        onCommit={(lines) => edit([{ path: uniquePath, value: lines.length > 0 ? readGroups(lines) : undefined }])}
      />
    </Card>
  );
}
