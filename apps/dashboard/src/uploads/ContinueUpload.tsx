import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format.ts';
import { fingerprintOf } from './file-source.ts';
import { addFiles, removeUpload, type Upload } from './upload-store.ts';

/** Resumes an upload after a reload. Browsers cannot reopen a file, so the user has to choose it again. */
export function ContinueUpload({ upload }: { upload: Upload }) {
  const { id, accountId, name, sizeBytes } = upload;
  const [refused, setRefused] = useState<string>();
  const take = (file: File | undefined) => {
    if (!file) return;
    if (file.size !== sizeBytes) {
      setRefused(
        `${file.name} (${formatBytes(file.size)}) is a different file. Choose ${name} (${formatBytes(sizeBytes)}).`,
      );
      return;
    }
    // Modified since: it is hashed again, and its content shows which chunks are missing.
    if (!id.endsWith(fingerprintOf(file))) removeUpload(id);
    addFiles(accountId, [file]);
  };
  return (
    <>
      <p>Choose the same file again to resume. Only the missing chunks are uploaded.</p>
      <p>
        <FileTrigger onSelect={(list) => take(list?.[0])}>
          <Button>Choose {name}</Button>
        </FileTrigger>
      </p>
      {refused ? <p role="alert">{refused}</p> : null}
    </>
  );
}
