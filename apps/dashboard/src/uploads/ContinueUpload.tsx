import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format.ts';
import { fingerprintOf } from './file-source.ts';
import { addFiles, removeUpload, type Upload } from './upload-store.ts';

/** A page that is loaded again may not open a file by itself: the person points at it once more. */
export function ContinueUpload({ upload }: { upload: Upload }) {
  const { id, accountId, name, sizeBytes } = upload;
  const [refused, setRefused] = useState<string>();
  const take = (file: File | undefined) => {
    if (!file) return;
    if (file.size !== sizeBytes) {
      setRefused(`${file.name} has ${formatBytes(file.size)} and is another file. Choose ${name}.`);
      return;
    }
    // Touched since: it is read again, and what is missing is found by its content.
    if (!id.endsWith(fingerprintOf(file))) removeUpload(id);
    addFiles(accountId, [file]);
  };
  return (
    <>
      <p>Choose the same file again: only what has not arrived is sent.</p>
      <p>
        <FileTrigger onSelect={(list) => take(list?.[0])}>
          <Button>Choose {name}</Button>
        </FileTrigger>
      </p>
      {refused ? <p role="alert">{refused}</p> : null}
    </>
  );
}
