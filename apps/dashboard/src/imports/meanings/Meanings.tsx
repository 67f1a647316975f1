import type { ImportPreview } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { mayChange } from '../../importers/labels.ts';
import { importerQuery, importersQuery } from '../../importers/queries.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { counted } from '../../ui/format.ts';
import { headersOf } from '../new/checked.ts';
import type { ChangeForm } from '../new/form-change.ts';
import { changedSynonyms, type ImportForm, importerOf, synonymsOf } from '../options.ts';
import { Meaning } from './Meaning.tsx';
import styles from './Meanings.module.css';
import { knownValues, unknownValues } from './unknown-values.ts';

interface MeaningsProps {
  readonly preview: ImportPreview;
  readonly form: ImportForm;
  readonly change: ChangeForm;
}

/** Forms at the same time: a person decides one by one, and those that are decided make room. */
const MOST_SHOWN = 10;

/** Values that fields do not know, each with a choice of what it means, and what was said of others in this import. */
export function Meanings({ preview, form, change }: MeaningsProps) {
  const importer = importerOf(form);
  const { accountId } = useSession();
  const stored = useQuery(importerQuery(importer)).data;
  const mayDefine = useQuery(importersQuery(accountId)).data?.may_define ?? [];
  const said = Object.entries(synonymsOf(form)).flatMap(([field, texts]) =>
    Object.entries(texts).map(([text, value]) => ({ field, text, value })),
  );
  const unknown = unknownValues(preview);
  if (said.length + unknown.length === 0 || !stored) return null;
  const headers = headersOf(preview);
  const nameOf = (field: string): string => headers[field] ?? field;
  return (
    <Card title="What values mean">
      {unknown.length > 0 ? (
        <p className={styles.soft}>
          Say which of its values the importer should read in place of one that it does not know.
        </p>
      ) : null}
      <ul className={styles.list}>
        {said.map(({ field, text, value }) => (
          <li key={JSON.stringify([field, text])} className={styles.said}>
            <span>
              In {nameOf(field)}, <q>{text}</q> is read as <q>{value}</q> in this import.
            </span>
            <Button
              kind="quiet"
              onPress={() => change({ synonyms: changedSynonyms(form, field, text, undefined) })}
              aria-label={`Remove: ${text} read as ${value}`}
            >
              Remove
            </Button>
          </li>
        ))}
        {unknown.slice(0, MOST_SHOWN).map((one) => (
          <li key={JSON.stringify([one.field, one.text])}>
            <Meaning
              {...{ ...one, form, change }}
              header={nameOf(one.field)}
              known={knownValues(stored.definition, one.field)}
              isChangeable={mayChange(stored, mayDefine)}
            />
          </li>
        ))}
      </ul>
      {unknown.length > MOST_SHOWN ? (
        <p className={styles.soft}>{`${counted(unknown.length - MOST_SHOWN, 'more value')} will follow.`}</p>
      ) : null}
    </Card>
  );
}
