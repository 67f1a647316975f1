import type { ImportPreview } from '@sluice/client';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { counted } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';
import { type ImportForm, mappingOf } from '../options.ts';
import styles from './ColumnsStep.module.css';
import { ColumnTable } from './ColumnTable.tsx';
import { fieldsOf, likelyMapping } from './column-groups.ts';
import type { ChangeForm } from './form-change.ts';
import { KeptMappings } from './KeptMappings.tsx';
import { PreviewWarnings } from './PreviewWarnings.tsx';
import { RememberedMapping } from './RememberedMapping.tsx';
import { isOfColumns, isShownByColumns } from './warning-places.ts';

interface ColumnsStepProps {
  readonly preview: ImportPreview;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** Which column of the file goes where: first what a person decides, then what is matched by its name. */
export function ColumnsStep({ preview, form, change }: ColumnsStepProps) {
  const { missing_columns: missing } = preview;
  const { open, settled, own, unknown, contested } = fieldsOf(preview);
  const likely = likelyMapping(preview);
  const map = (choices: Readonly<Record<string, string | null>>) =>
    change({ mapping: JSON.stringify({ ...mappingOf(form), ...choices }) });
  const [isUnfolded, setUnfolded] = useState(false);
  const unmapped = unknown.map(({ header }) => header || '(unnamed)');
  if (preview.header.length === 0) {
    return (
      <Note tone="warn" title="The columns are not known yet.">
        Choose the header in the Reading step first.
      </Note>
    );
  }
  const warnings = preview.warnings.filter(({ code }) => isOfColumns(code) && !isShownByColumns(code));
  return (
    <>
      <PreviewWarnings warnings={warnings} form={form} change={change} />
      <Card title="Columns">
        {missing.length > 0 ? (
          <Note tone="bad" title={`The file has no ${missing.length === 1 ? 'column' : 'columns'} ${quoted(missing)}.`}>
            {unmapped.length > 0
              ? `Map one of: ${unmapped.slice(0, 20).join(', ')}${unmapped.length > 20 ? ', …' : ''}.`
              : `Add ${missing.length === 1 ? 'it' : 'them'} to the file, then upload the file again.`}
          </Note>
        ) : null}
        {contested.map((name) => (
          <Note key={name} tone="bad" title={`Several columns are mapped to ${name}. Keep one of them.`} />
        ))}
        <RememberedMapping remembered={preview.remembered} form={form} map={map} />
        {Object.keys(likely).length > 0 ? (
          <p className={styles.accept}>
            {counted(Object.keys(likely).length, 'column')} {Object.keys(likely).length === 1 ? 'is' : 'are'} named
            almost like a field. <Button onPress={() => map(likely)}>Accept all likely suggestions</Button>
          </p>
        ) : null}
        {open.length > 0 ? (
          <ColumnTable caption="Columns that need a decision" columns={open} preview={preview} map={map} />
        ) : (
          <p>{counted(settled.length, 'column')} matched by name. There is nothing to decide.</p>
        )}
        {settled.length > 0 ? (
          <details
            className={styles.settled}
            open={isUnfolded}
            onToggle={(event) => setUnfolded(event.currentTarget.open)}
          >
            <summary>{`${counted(settled.length, 'column')} matched by name`}</summary>
            {isUnfolded ? (
              <ColumnTable caption="Columns matched by name" columns={settled} preview={preview} map={map} />
            ) : null}
          </details>
        ) : null}
        {own.length > 0 ? (
          <p>
            {counted(own.length, 'column')} of the result file {own.length === 1 ? 'is' : 'are'} not imported:{' '}
            {own.map(({ header }) => header).join(', ')}. Sluice finds there which records were imported before.
          </p>
        ) : null}
        <KeptMappings form={form} change={change} />
      </Card>
    </>
  );
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
