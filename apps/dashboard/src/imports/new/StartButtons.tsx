import type { ImportPreview } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { type ImportForm, importerOf, optionsOf } from '../options.ts';

interface StartButtonsProps {
  readonly form: ImportForm;
  readonly docId: string;
  /** Undefined while it is not known whether the import would be refused. */
  readonly preview: ImportPreview | undefined;
}

/** Starts the import or a dry run, and shows it. */
export function StartButtons({ form, docId, preview }: StartButtonsProps) {
  const navigate = useNavigate();
  const importer = importerOf(form);
  const start = useMutation({
    mutationFn: async (dryRun: boolean) => {
      const body = { doc_id: docId, ...optionsOf(form), dry_run: dryRun };
      const { data } = await api.POST('/api/v1/{importer}/bulk', { params: { path: { importer } }, body });
      await navigate({ to: '/imports/$importer/$jobId', params: { importer, jobId: data.job_id } });
    },
  });
  const isDisabled = !preview || preview.missing_columns.length > 0 || preview.refusal !== null;
  return (
    <>
      {start.error ? <Failure error={start.error} /> : null}
      <Button isDisabled={isDisabled} isPending={start.isPending} onPress={() => start.mutate(true)}>
        Dry run
      </Button>
      <Button kind="primary" isDisabled={isDisabled} isPending={start.isPending} onPress={() => start.mutate(false)}>
        Start import
      </Button>
    </>
  );
}
