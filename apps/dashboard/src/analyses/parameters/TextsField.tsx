import { Button as AriaButton, Label, Tag, TagGroup, TagList } from 'react-aria-components';
import { AddColumn } from './AddColumn.tsx';
import { AddText } from './AddText.tsx';
import { useColumns } from './context.ts';
import styles from './Fields.module.css';

interface TextsFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: readonly string[]) => void;
  readonly ofColumns: boolean;
}

/** A list of texts that can be added and removed. */
export function TextsField({ label, hint, error, value, onChange, ofColumns }: TextsFieldProps) {
  const texts = Array.isArray(value) ? (value as string[]) : [];
  const columns = useColumns();
  const isMissing = (text: string) => ofColumns && columns.length > 0 && !columns.includes(text);
  const add = (text: string) => (texts.includes(text) ? undefined : onChange([...texts, text]));
  return (
    <div className={styles.texts}>
      <TagGroup
        onRemove={(keys) => onChange(texts.filter((text) => !keys.has(text)))}
        className={styles.tagGroup ?? ''}
      >
        <Label>{label}</Label>
        {hint ? <p className={styles.hint}>{hint}</p> : null}
        <TagList
          items={texts.map((text) => ({ id: text }))}
          className={styles.tags ?? ''}
          renderEmptyState={() => <span className={styles.hint}>None</span>}
        >
          {({ id }) => (
            <Tag textValue={id} className={styles.tag ?? ''}>
              <span className={styles.tagText}>{id}</span>
              {isMissing(id) ? <span className={styles.error}>not in this file</span> : null}
              <AriaButton slot="remove" className={styles.remove ?? ''} aria-label={`Remove ${id}`}>
                <span aria-hidden="true">×</span>
              </AriaButton>
            </Tag>
          )}
        </TagList>
      </TagGroup>
      {error ? <p className={styles.error}>{error}</p> : null}
      {ofColumns ? (
        <AddColumn label={`${label}: add column`} chosen={texts} onAdd={add} />
      ) : (
        <AddText label={`${label}: add value`} onAdd={add} />
      )}
    </div>
  );
}
