import { FolderProblems } from '../importers/FolderProblems.tsx';
import { mayOperate, mayWrite, useSession } from '../session/session.ts';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { FileDrop } from '../uploads/FileDrop.tsx';
import { UploadList } from '../uploads/UploadList.tsx';
import { RecentActivity } from './RecentActivity.tsx';

/** The start page: drop a file, or return to recent work. */
export function HomePage() {
  const session = useSession();
  return (
    <Page title="Import or analyze a file" lead="Drop a file, check the preview, then import or analyze it.">
      {mayOperate(session) ? <FolderProblems /> : null}
      {mayWrite(session) ? (
        <FileDrop />
      ) : (
        <Note tone="info" title="You have read-only access to this account.">
          Uploading and importing require the member role.
        </Note>
      )}
      <UploadList />
      <RecentActivity />
    </Page>
  );
}
