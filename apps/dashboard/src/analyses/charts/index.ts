import { lazy } from 'react';

// Recharts is larger than the rest of the page, so it is loaded with the first chart.
export const BeforeAfter = lazy(async () => ({ default: (await import('./BeforeAfter.tsx')).BeforeAfter }));
export const Histogram = lazy(async () => ({ default: (await import('./Histogram.tsx')).Histogram }));
export const TopValues = lazy(async () => ({ default: (await import('./TopValues.tsx')).TopValues }));
