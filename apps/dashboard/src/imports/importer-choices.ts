import { listImporters } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { Choice } from '../ui/Field.tsx';

/** The importers that can be chosen, with the one that is chosen also while they are not known yet. */
export function useImporterChoices(chosen: string): readonly Choice<string>[] {
  const { data = [] } = useQuery({
    queryKey: ['importers'],
    queryFn: async ({ signal }) => {
      const found: Choice<string>[] = [];
      for await (const { name, title } of listImporters(api, { signal })) found.push({ value: name, label: title });
      return found;
    },
  });
  return data.some(({ value }) => value === chosen) ? data : [{ value: chosen, label: chosen }, ...data];
}
