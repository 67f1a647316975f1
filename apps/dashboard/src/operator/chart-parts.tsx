import { CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts';

const text = { fill: 'var(--text-soft)', fontSize: 12 };
const ground = { background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 'var(--radius-small)' };

/** Labels of an axis would be broken at spaces, and the second line of the topmost one cut off. */
const unbroken = (label: string): string => label.replaceAll(' ', '\u00a0');

/** Room for half of the topmost label. */
export const chartMargin = { top: 10, right: 16, bottom: 0, left: 0 };

/** Axes, grid, legend and tooltip, the same in every chart over time. */
export const chartParts = (format: (value: number) => string, label: (start: string) => string) => (
  <>
    <CartesianGrid stroke="var(--line)" vertical={false} />
    <XAxis
      dataKey="start"
      tick={text}
      tickFormatter={label}
      stroke="var(--line-strong)"
      tickLine={false}
      minTickGap={24}
    />
    <YAxis
      tick={text}
      stroke="var(--line-strong)"
      tickLine={false}
      width="auto"
      tickFormatter={(value: number) => unbroken(format(value))}
      allowDecimals={false}
    />
    <Tooltip
      contentStyle={ground}
      labelStyle={{ color: 'var(--text)' }}
      itemStyle={{ color: 'var(--text)' }}
      cursor={{ fill: 'var(--surface-sunken)', stroke: 'var(--line)' }}
      labelFormatter={(start) => label(String(start))}
      formatter={(value) => (typeof value === 'number' ? format(value) : String(value))}
    />
    <Legend iconType="circle" iconSize={8} itemSorter={null} />
  </>
);
