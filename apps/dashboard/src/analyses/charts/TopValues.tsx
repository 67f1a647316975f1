import type { ColumnTopValue } from '@sluice/client';
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { formatCount } from '../../ui/format.ts';

const LONGEST = 20;
const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** The most frequent values in descending order. */
export const TopValues = ({ values }: { values: readonly ColumnTopValue[] }) => (
  <ResponsiveContainer width="100%" height="100%">
    <BarChart
      layout="vertical"
      data={[...values]}
      accessibilityLayer={false}
      margin={{ top: 0, right: 56, bottom: 0, left: 0 }}
    >
      <XAxis type="number" hide allowDecimals={false} />
      <YAxis
        type="category"
        dataKey="value"
        width="auto"
        tickFormatter={shorten}
        tickLine={false}
        axisLine={false}
        interval={0}
      />
      <Bar
        dataKey="count"
        fill="var(--chart-1)"
        maxBarSize={22}
        isAnimationActive={false}
        label={{ position: 'right', formatter: (count) => formatCount(Number(count)) }}
      />
    </BarChart>
  </ResponsiveContainer>
);
