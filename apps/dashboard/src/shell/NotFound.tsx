import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';

export const NotFound = () => (
  <Page title="Nothing here">
    <EmptyState title="There is no such page, or it belongs to another account.">
      <Link to="/">Go to the start page</Link>
    </EmptyState>
  </Page>
);
