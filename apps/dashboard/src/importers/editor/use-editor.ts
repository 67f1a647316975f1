import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { loadPart } from '../../connection.ts';
import { type Members, objectOf } from '../definition/definition.ts';
import type { Edit, TextFormat } from './edit-text.ts';

/** A definition while it is edited. The text is what counts; the form shows what it says and changes it. */
export interface Editor {
  readonly text: string;
  readonly format: TextFormat;
  readonly setText: (text: string) => void;
  /** What the text says; undefined while it cannot be read. */
  readonly definition: Members | undefined;
  /** Why the text cannot be read. */
  readonly unreadable: { readonly message: string; readonly line: number } | undefined;
  /** Changes parts of the text, and leaves everything else as it stands. */
  readonly edit: (edits: readonly Edit[]) => void;
  readonly isChanged: boolean;
}

/** Edits a text. The parser is loaded with the first editor. */
export function useEditor(initial: string, format: TextFormat): Editor {
  const [text, setText] = useState(initial);
  // What it began with, also when a newer version is loaded.
  const [before] = useState(initial);
  const { data: tools } = useQuery({
    queryKey: ['edit-text'],
    queryFn: () => loadPart(() => import('./edit-text.ts')),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const read = useMemo(() => tools?.readText(text, format), [tools, text, format]);
  const edit = useCallback(
    (edits: readonly Edit[]) => {
      if (tools) setText((now) => tools.editText(now, format, edits));
    },
    [tools, format],
  );
  return {
    ...{ text, format, setText, edit, isChanged: text !== before },
    definition: read && !read.problem ? objectOf(read.value) : undefined,
    unreadable: read?.problem,
  };
}
