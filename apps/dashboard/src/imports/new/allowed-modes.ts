import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { Choice } from '../../ui/Field.tsx';

/** The values of options that the importer allows, by the names in its definition: `onDuplicate`, `onAbsent`, … */
type Modes = Readonly<Record<string, readonly string[] | undefined>>;

/** What the importer is called, and what it allows; undefined until it is known. */
export function useImporter(name: string): { readonly title: string; readonly modes: Modes } | undefined {
  const { data } = useQuery({
    queryKey: ['importers', name],
    queryFn: async ({ signal }) =>
      (await api.GET('/api/v1/importers/{importer}', { params: { path: { importer: name } }, signal })).data,
  });
  return data && { title: data.title, modes: (data.definition.modes ?? {}) as Modes };
}

/** Those of the choices that the importer allows. What it says nothing about is allowed, but for deletions. */
export function allowed<V extends string>(
  choices: readonly Choice<V>[],
  modes: Modes | undefined,
  mode: string,
): readonly Choice<V>[] {
  const values = modes?.[mode] ?? (mode === 'onAbsent' ? ['keep'] : undefined);
  return values === undefined ? choices : choices.filter(({ value }) => values.includes(value));
}
