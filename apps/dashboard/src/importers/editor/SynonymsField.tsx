import { useState } from 'react';
import type { FieldFormProps } from './FieldForm.tsx';
import { problemsBelow } from './form-context.ts';
import { LinesField } from './inputs.tsx';
import { readSynonyms, synonymLines } from './line-texts.ts';

/** Texts in files that stand for values of the field. */
export function SynonymsField({ view: { name, column }, edit, problems }: FieldFormProps) {
  const path = ['columns', name, 'synonyms'];
  const [wrong, setWrong] = useState<string>();
  const lines = synonymLines(column.synonyms);
  // Only the text of the definition can hold other values.
  if (!lines) return null;
  const commit = (given: readonly string[]) => {
    const read = readSynonyms(given);
    setWrong(read.wrong);
    if (read.wrong !== undefined) return;
    const isNone = Object.keys(read.synonyms).length === 0;
    edit([{ path, value: isNone ? undefined : read.synonyms }]);
  };
  return (
    <LinesField
      label="Values read differently"
      hint="One per line, such as bezahlt = paid."
      value={lines}
      error={
        wrong === undefined
          ? problemsBelow(problems, path)[0]?.message
          : `"${wrong}" is not a text, an equals sign and a value.`
      }
      onCommit={commit}
    />
  );
}
