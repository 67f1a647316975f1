/** The items of a long list that are in sight: from `first`, `count` of them. */
export interface Window {
  readonly first: number;
  readonly count: number;
}

export interface Scrolled {
  /** Pixels before the visible part. */
  readonly offset: number;
  /** Pixels of the visible part. */
  readonly size: number;
}

/** Items beyond each edge, so that scrolling shows no gaps. */
const MARGIN = 3;

/** Which of `total` items of the same size, in pixels, have to be rendered. */
export function windowOf({ offset, size }: Scrolled, itemSize: number, total: number): Window {
  const first = Math.min(Math.max(Math.floor(offset / itemSize) - MARGIN, 0), total);
  const last = Math.min(Math.ceil((offset + size) / itemSize) + MARGIN, total);
  return { first, count: Math.max(last - first, 0) };
}
