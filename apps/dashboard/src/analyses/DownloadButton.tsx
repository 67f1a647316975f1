import type { Download } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { startDownload } from '../ui/start-download.ts';

/** Fetches a file by a fresh signed link of the storage. */
export function DownloadButton({ file: { download_id: id, file_name: name } }: { file: Download }) {
  const path = `/api/v1/downloads/${encodeURIComponent(id)}/content`;
  const download = useMutation({
    mutationFn: async () => {
      // What is wrong is said here; the file itself never goes through the page.
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
