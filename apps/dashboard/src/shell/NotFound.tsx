import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';

export const NotFound = () => (
  <Page title="Page not found">
    <EmptyState title="This page does not exist, or it belongs to another account.">
      <Link to="/">Go to the home page</Link>
    </EmptyState>
  </Page>
);
