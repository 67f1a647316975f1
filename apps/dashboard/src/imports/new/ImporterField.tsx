import { Select } from '../../ui/Field.tsx';
import { useImporterChoices } from '../importer-choices.ts';
import styles from './Guide.module.css';

interface ImporterFieldProps {
  readonly importer: string;
  readonly onChange: (importer: string) => void;
}

/** The importer to use, and files to fill in for it. */
export function ImporterField({ importer, onChange }: ImporterFieldProps) {
  const choices = useImporterChoices(importer);
  return (
    <div className={styles.fields}>
      <Select label="Import into" value={importer} choices={choices} onChange={onChange} />
      <p className={styles.template}>
        Template: <a href={`/api/v1/${importer}/bulk/template?format=csv`}>CSV</a>{' '}
        <a href={`/api/v1/${importer}/bulk/template?format=xlsx`}>Excel</a>
      </p>
    </div>
  );
}
