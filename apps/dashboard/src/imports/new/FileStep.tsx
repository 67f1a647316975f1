import type { ImportPreview, StoredDocument } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { counted, formatBytes } from '../../ui/format.ts';
import { type ImportForm, importerOf } from '../options.ts';
import type { ChangeForm } from './form-change.ts';
import styles from './Guide.module.css';
import { ImporterField } from './ImporterField.tsx';

interface FileStepProps {
  readonly form: ImportForm;
  readonly change: ChangeForm;
  /** Undefined until it is known. */
  readonly document: StoredDocument | undefined;
  readonly preview: ImportPreview | undefined;
}

const withoutFile = ({ doc: _, step: __, ...rest }: ImportForm): ImportForm => rest;

/** The chosen document, and the importer, both of which can be changed. */
export const FileStep = ({ form, change, document, preview }: FileStepProps) => (
  <Card title="Document and importer">
    <p className={styles.file}>
      <strong>{document?.doc_name ?? ' '}</strong>{' '}
      {[document?.file_size ? formatBytes(document.file_size) : '', columnsOf(preview)].filter(Boolean).join(', ')} ·{' '}
      <Link to="/imports/new" search={withoutFile(form)}>
        Choose another document
      </Link>
    </p>
    <ImporterField importer={importerOf(form)} onChange={(importer) => change({ importer, mapping: '' })} />
  </Card>
);

const columnsOf = (preview: ImportPreview | undefined): string =>
  preview && preview.header.length > 0 ? counted(preview.header.length, 'column') : '';
