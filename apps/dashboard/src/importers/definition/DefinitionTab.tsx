import type { Importer } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { DefinitionText } from './DefinitionText.tsx';

/** The text of the newest version, and files to download. */
export const DefinitionTab = ({ importer: { name, source } }: { importer: Importer }) => {
  const file = (format: string) => `/api/v1/importers/${name}/definition?format=${format}`;
  return (
    <Card
      title="Definition"
      actions={
        <p>
          Download: <a href={file('yaml')}>YAML</a> <a href={file('json')}>JSON</a>{' '}
          <a href={file('datapackage')}>Data Package</a> · Template:{' '}
          <a href={`/api/v1/${name}/bulk/template?format=csv`}>CSV</a>{' '}
          <a href={`/api/v1/${name}/bulk/template?format=xlsx`}>Excel</a>
        </p>
      }
    >
      <DefinitionText label={`Definition of ${name}`} text={source} />
    </Card>
  );
};
