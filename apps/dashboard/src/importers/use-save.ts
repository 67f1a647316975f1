import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Definition, saveImporter } from './editor/use-check.ts';

/** Stores a definition, and has every list and page of importers loaded again. */
export function useSave() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (definition: Definition) => saveImporter(definition, false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['importers'], refetchType: 'none' }),
  });
}
