import type { Download } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { startDownload } from '../ui/start-download.ts';

/** Downloads an artifact through a freshly presigned URL. */
export function DownloadButton({ file: { download_id: id, file_name: name } }: { file: Download }) {
  const path = `/api/v1/downloads/${encodeURIComponent(id)}/content`;
  const download = useMutation({
    mutationFn: async () => {
      // Reports errors here. The download itself does not go through the page.
      await api.send('GET', path, { redirect: 'manual' });
      startDownload(path);
    },
  });
  return (
    <>
      <Button onPress={() => download.mutate()} isPending={download.isPending} aria-label={`Download ${name}`}>
        Download
      </Button>
      {download.error ? <Failure error={download.error} /> : null}
    </>
  );
}
