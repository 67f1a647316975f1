import { useLayoutEffect, useRef, useState } from 'react';
import type { Scrolled } from './window-of.ts';

/** Follows how far an element is scrolled in both directions, and its size. */
export function useScrolled() {
  const scroller = useRef<HTMLElement>(null);
  const [place, setPlace] = useState<{ across: Scrolled; down: Scrolled }>({
    across: { offset: 0, size: 1_280 },
    down: { offset: 0, size: 600 },
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () =>
      setPlace({
        // Negative where text runs from right to left.
        across: { offset: Math.abs(element.scrollLeft), size: element.clientWidth },
        down: { offset: element.scrollTop, size: element.clientHeight },
      });
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  return { scroller, ...place };
}
