import type { HistogramBin } from '@sluice/client';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { formatNumber } from '../numbers.ts';

/** Bins of equal width, labeled with their lower bounds. */
export const Histogram = ({ bins }: { bins: readonly HistogramBin[] }) => (
  <ResponsiveContainer width="100%" height="100%">
    <BarChart
      data={bins.map(({ from, count }) => ({ from: formatNumber(from), count }))}
      accessibilityLayer={false}
      barCategoryGap={1}
      margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="from" tickLine={false} stroke="var(--line-strong)" minTickGap={24} />
      <YAxis allowDecimals={false} width="auto" tickLine={false} axisLine={false} />
      <Bar dataKey="count" fill="var(--chart-1)" isAnimationActive={false} />
    </BarChart>
  </ResponsiveContainer>
);
