import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from 'recharts';

export interface BeforeAfterPair {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** A count of each step, before and after it. */
export const BeforeAfter = ({ pairs }: { pairs: readonly BeforeAfterPair[] }) => (
  <ResponsiveContainer width="100%" height="100%">
    <BarChart data={[...pairs]} accessibilityLayer={false} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="name" tickLine={false} stroke="var(--line-strong)" />
      <YAxis allowDecimals={false} width="auto" tickLine={false} axisLine={false} />
      <Legend itemSorter={null} />
      <Bar dataKey="before" name="Before" fill="var(--chart-3)" maxBarSize={32} isAnimationActive={false} />
      <Bar dataKey="after" name="After" fill="var(--chart-1)" maxBarSize={32} isAnimationActive={false} />
    </BarChart>
  </ResponsiveContainer>
);
