import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';

/** Instead of a page that only operators may see. */
export const NeedsOperator = ({ title }: { title: string }) => (
  <Page title={title}>
    <Note tone="info" title="This page is for operators.">
      It shows what belongs to every account. Sign in with a token whose role is operator to see it.
    </Note>
  </Page>
);
