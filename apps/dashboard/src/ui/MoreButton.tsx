import { Button } from './Button.tsx';

interface MoreButtonProps {
  readonly query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  readonly what: string;
}

/** Loads the next page of a list. Renders nothing on the last page. */
export const MoreButton = ({ query, what }: MoreButtonProps) =>
  query.hasNextPage ? (
    <p>
      <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
        Show more {what}
      </Button>
    </p>
  ) : null;
