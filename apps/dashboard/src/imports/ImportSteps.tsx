import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Waiting } from '../shell/Waiting.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Select } from '../ui/Field.tsx';
import { formatBytes } from '../ui/format.ts';
import { ColumnMapping } from './ColumnMapping.tsx';
import { FileReading } from './FileReading.tsx';
import styles from './ImportSteps.module.css';
import { useImporterChoices } from './importer-choices.ts';
import { type ImportForm, importerOf, previewedOf } from './options.ts';
import { PreviewRows } from './PreviewRows.tsx';
import { previewQuery } from './preview-query.ts';
import { StartImport } from './StartImport.tsx';

const withoutFile = ({ doc: _, ...rest }: ImportForm): ImportForm => rest;

/** Everything between a stored document and the start of its import. The preview follows each change. */
export function ImportSteps({ form, docId }: { form: ImportForm; docId: string }) {
  const navigate = useNavigate({ from: '/imports/new' });
  const importer = importerOf(form);
  const document = useQuery({
    queryKey: ['documents', docId],
    queryFn: async () => (await api.GET('/api/v1/documents/{docId}', { params: { path: { docId } } })).data,
  });
  const importers = useImporterChoices(importer);
  const preview = useQuery(previewQuery(importer, docId, previewedOf(form)));
  const change = (changes: ImportForm) =>
    void navigate({
      search: (before) => {
        const changed = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '');
        return Object.fromEntries(changed);
      },
      replace: true,
      resetScroll: false,
    });
  const { data } = preview;
  return (
    <>
      <Card title="Document and table">
        <p className={styles.file}>
          <strong>{document.data?.doc_name ?? ' '}</strong>{' '}
          {document.data?.file_size ? formatBytes(document.data.file_size) : ''} ·{' '}
          <Link to="/imports/new" search={withoutFile(form)}>
            Choose another document
          </Link>
        </p>
        <div className={styles.fields}>
          <Select
            label="Import into"
            value={importer}
            choices={importers}
            onChange={(name) => change({ importer: name, mapping: '' })}
          />
          <p className={styles.template}>
            Template: <a href={`/api/v1/${importer}/bulk/template?format=csv`}>CSV</a>{' '}
            <a href={`/api/v1/${importer}/bulk/template?format=xlsx`}>Excel</a>
          </p>
        </div>
      </Card>
      {preview.error ? (
        <Failure error={preview.error} reset={() => void preview.refetch()}>
          {form.mapping ? (
            <p>
              <Button onPress={() => change({ mapping: '' })}>Re-match columns</Button>
            </p>
          ) : null}
        </Failure>
      ) : null}
      {preview.isPending ? (
        <Card title="Reading the file">
          <Waiting />
          <div className={styles.skeleton} />
        </Card>
      ) : null}
      {data ? (
        <div className={styles.steps} aria-busy={preview.isPlaceholderData}>
          <FileReading preview={data} form={form} change={change} />
          <ColumnMapping preview={data} form={form} change={change} />
          <PreviewRows preview={data} />
          <StartImport preview={data} form={form} docId={docId} change={change} />
        </div>
      ) : null}
      {!data && preview.error ? <FileReading form={form} change={change} /> : null}
    </>
  );
}
