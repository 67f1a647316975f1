import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { WaysOn } from './WaysOn.tsx';

/** A path that leads nowhere. */
export const NotFound = () => (
  <Page title="Page not found">
    <EmptyState title="There is no page at this address. Check the address, or continue from one of these:">
      <WaysOn />
    </EmptyState>
  </Page>
);
