import type { Download } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Button } from '../../ui/Button.tsx';
import { fileSource } from '../../uploads/file-source.ts';
import { xhrPut } from '../../uploads/xhr-put.ts';
import { toolTitle } from '../tools.ts';

/** Larger files should not pass through the browser twice. */
const MAX_BYTES = 500 * 1024 * 1024;

/** Stores an artifact as a document and opens a new analysis of it. */
export function AnalyzeArtifact({ file, tool }: { file: Download; tool: string }) {
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: async () => {
      const response = await api.send('GET', `/api/v1/downloads/${encodeURIComponent(file.download_id)}/content`);
      const copy = new File([await response.blob()], file.file_name);
      return api.upload(fileSource(copy), { put: xhrPut });
    },
    onSuccess: ({ docId }) => navigate({ to: '/analyses/new', search: { doc: docId, tool } }),
  });
  if ((file.size_bytes ?? 0) > MAX_BYTES) {
    return <p>{file.file_name} is too large to copy here. Download it and upload it as a new document.</p>;
  }
  return (
    <div>
      <Button kind="primary" onPress={() => start.mutate()} isPending={start.isPending}>
        {start.isPending ? 'Storing as a document…' : `Set up ${toolTitle(tool).toLowerCase()} for the cleaned file`}
      </Button>
      {start.error ? <Failure error={start.error} /> : null}
    </div>
  );
}
