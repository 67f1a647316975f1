import type { ImportPreview } from '@sluice/client';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Note.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { type ImportForm, mappingOf } from '../options.ts';

interface RememberedMappingProps {
  readonly remembered: ImportPreview['remembered'];
  readonly form: ImportForm;
  readonly map: (choices: Readonly<Record<string, string | null>>) => void;
}

/** Offers the mapping of an earlier import of a file with these columns, unless it is in use. */
export function RememberedMapping({ remembered, form, map }: RememberedMappingProps) {
  if (!remembered) return null;
  const current = mappingOf(form);
  const isUsed = Object.entries(remembered.mapping).every(([header, column]) => current[header] === column);
  if (isUsed) return null;
  const pairs = Object.entries(remembered.mapping).map(
    ([header, column]) => `${header || '(unnamed)'} → ${column ?? 'not imported'}`,
  );
  return (
    <Note tone="info" title="You have mapped these columns before.">
      <p>
        <RelativeTime iso={remembered.at} />: {pairs.slice(0, 10).join(', ')}
        {pairs.length > 10 ? ', …' : ''}
      </p>
      <Button onPress={() => map(remembered.mapping)}>Use that mapping</Button>
    </Note>
  );
}
