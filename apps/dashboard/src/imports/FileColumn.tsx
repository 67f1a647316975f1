import styles from './FileColumn.module.css';

interface FileColumnProps {
  /** Null if an error concerns the whole record. */
  readonly field: string | null;
  /** What the file calls fields that it calls otherwise. */
  readonly headers: Readonly<Record<string, string>> | undefined;
}

/** A column as its file calls it, with the field of the importer below where that has another name. */
export function FileColumn({ field, headers = {} }: FileColumnProps) {
  if (field === null) return 'whole record';
  const header = Object.hasOwn(headers, field) ? headers[field] : undefined;
  if (header === undefined) return field;
  return (
    <>
      {header || <i>(unnamed)</i>}
      <span className={styles.field}>→ {field}</span>
    </>
  );
}
