import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';

/** Shown instead of a page that only operators may see. */
export const NeedsOperator = ({ title }: { title: string }) => (
  <Page title={title}>
    <Note tone="info" title="This page requires the operator role.">
      It shows data from all accounts. To see it, sign in with a token that has the operator role.
    </Note>
  </Page>
);
