import { lazy } from 'react';
import { loadPart } from '../../connection.ts';

// Recharts is larger than the rest of the page, so it is loaded with the first chart.
export const BeforeAfter = lazy(async () => ({
  default: (await loadPart(() => import('./BeforeAfter.tsx'))).BeforeAfter,
}));
export const Histogram = lazy(async () => ({ default: (await loadPart(() => import('./Histogram.tsx'))).Histogram }));
export const TopValues = lazy(async () => ({ default: (await loadPart(() => import('./TopValues.tsx'))).TopValues }));
