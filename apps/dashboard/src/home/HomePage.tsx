import { mayWrite, useSession } from '../session/session.ts';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { FileDrop } from '../uploads/FileDrop.tsx';
import { UploadList } from '../uploads/UploadList.tsx';
import { LatestWork } from './LatestWork.tsx';

/** Where everything begins: a file is dropped, and what was done last is found again. */
export function HomePage() {
  const session = useSession();
  return (
    <Page title="What would you like to bring in?" lead="Drop a file, look at the preview, then import or analyse it.">
      {mayWrite(session) ? (
        <FileDrop />
      ) : (
        <Note tone="info" title="You may look at everything in this account, and change nothing.">
          Uploading and importing need the role member.
        </Note>
      )}
      <UploadList />
      <LatestWork />
    </Page>
  );
}
