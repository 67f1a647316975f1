import { lazy } from 'react';

// Recharts is larger than all else of the page: it is fetched when the first chart is to be seen.
export const BeforeAfter = lazy(async () => ({ default: (await import('./BeforeAfter.tsx')).BeforeAfter }));
export const Histogram = lazy(async () => ({ default: (await import('./Histogram.tsx')).Histogram }));
export const TopValues = lazy(async () => ({ default: (await import('./TopValues.tsx')).TopValues }));
