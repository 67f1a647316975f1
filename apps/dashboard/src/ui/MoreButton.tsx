import { Button } from './Button.tsx';

interface MoreButtonProps {
  readonly query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  readonly what: string;
}

/** The next page of a list, below it; nothing at its end. */
export const MoreButton = ({ query, what }: MoreButtonProps) =>
  query.hasNextPage ? (
    <p>
      <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
        Show more {what}
      </Button>
    </p>
  ) : null;
