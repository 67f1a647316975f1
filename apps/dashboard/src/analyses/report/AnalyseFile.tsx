import type { Download } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { fileSource } from '../../uploads/file-source.ts';
import { xhrPut } from '../../uploads/xhr-put.ts';
import { toolTitle } from '../tools.ts';

/** Larger files had better not go through the browser twice. */
const LARGEST = 500 * 1024 * 1024;

/** Makes a document of a file that an analysis has made, and leads to its own analysis. */
export function AnalyseFile({ file, tool }: { file: Download; tool: string }) {
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: async () => {
      const response = await api.send('GET', `/api/v1/downloads/${encodeURIComponent(file.download_id)}/content`);
      const copy = new File([await response.blob()], file.file_name);
      return api.upload(fileSource(copy), { put: xhrPut });
    },
    onSuccess: ({ docId }) => navigate({ to: '/analyses/new', search: { doc: docId, tool } }),
  });
  if ((file.size_bytes ?? 0) > LARGEST) {
    return <p>Download {file.file_name} and upload it as a file of its own: it is too large to be handed on here.</p>;
  }
  return (
    <div>
      <Button kind="primary" onPress={() => start.mutate()} isPending={start.isPending}>
        {start.isPending ? 'Storing it as a file …' : `Set up ${toolTitle(tool).toLowerCase()} of the cleaned file`}
      </Button>
      {start.error ? <Failure error={start.error} /> : null}
    </div>
  );
}
