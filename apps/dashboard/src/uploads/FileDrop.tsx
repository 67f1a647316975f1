import type { ReactNode } from 'react';
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import styles from './FileDrop.module.css';
import { addFiles } from './upload-store.ts';

interface FileDropProps {
  /** Called with the ids of the uploads that were started. */
  readonly onAdded?: (ids: readonly string[]) => void;
  readonly children?: ReactNode;
}

/** Drop zone and file picker for one or more files. Only for users who may write. */
export function FileDrop({ onAdded, children }: FileDropProps) {
  const { accountId } = useSession();
  const add = (files: readonly File[]) => {
    if (files.length === 0) return;
    const ids = addFiles(accountId, files);
    onAdded?.(ids);
  };
  return (
    <DropZone
      aria-label="Drop files here"
      className={styles.zone ?? ''}
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => void Promise.all(items.filter(isFileDropItem).map((item) => item.getFile())).then(add)}
    >
      <p className={styles.title}>Drop CSV or Excel files here</p>
      <FileTrigger allowsMultiple onSelect={(list) => add([...(list ?? [])])}>
        <Button kind="primary">Choose files</Button>
      </FileTrigger>
      <p className={styles.hint}>
        {children ?? 'CSV, TSV and XLSX, up to 10 GiB each. Nothing is imported until you have seen a preview.'}
      </p>
    </DropZone>
  );
}
