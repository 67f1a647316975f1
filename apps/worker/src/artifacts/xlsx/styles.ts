import type { Fill, Font, Style } from 'exceljs';

const DARK = 'FF1F3864';
const fill = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const font = (argb: string, bold = false): Partial<Font> => ({ name: 'Calibri', size: 11, color: { argb }, bold });
const chip = (background: string, text: string, bold = false): Partial<Style> => ({
  numFmt: '@',
  fill: fill(background),
  font: font(text, bold),
});

/** Cell styles. Cells of long sheets refer to them by the IDs that exceljs assigns. */
export const cellStyles = {
  header: {
    numFmt: '@',
    fill: fill(DARK),
    font: font('FFFFFFFF', true),
    alignment: { vertical: 'middle' },
    border: { bottom: { style: 'thin', color: { argb: 'FF0B1A33' } } },
  },
  text: { numFmt: '@' },
  /** A number in a non-numeric column. */
  plain: { numFmt: 'General' },
  integer: { numFmt: '#,##0' },
  number: { numFmt: '#,##0.00####' },
  /** For numbers that other formats would show as a run of zeros or digits. */
  scientific: { numFmt: '0.00####E+00' },
  percent: { numFmt: '0.0%' },
  date: { numFmt: 'yyyy-mm-dd', alignment: { horizontal: 'left' } },
  moment: { numFmt: 'yyyy-mm-dd hh:mm:ss', alignment: { horizontal: 'left' } },
  boolean: { alignment: { horizontal: 'center' } },
  critical: chip('FFC00000', 'FFFFFFFF', true),
  high: chip('FFF4B084', 'FF7F2704', true),
  medium: chip('FFFFE699', 'FF7F6000'),
  warning: chip('FFFFE699', 'FF7F6000'),
  low: chip('FFDDEBF7', 'FF1F4E79'),
  info: chip('FFEDEDED', 'FF404040'),
  /** The note on the previous and next sheets of a table. */
  note: { numFmt: '@', fill: fill('FFFFF2CC'), font: { ...font('FF7F6000'), italic: true } },
} as const satisfies Record<string, Partial<Style>>;

export type CellStyle = keyof typeof cellStyles;
export const cellStyleNames = Object.keys(cellStyles) as CellStyle[];

const severities: readonly string[] = ['critical', 'high', 'medium', 'warning', 'low', 'info'] satisfies CellStyle[];

/** The style of a severity name, case-insensitive; text for everything else. */
export function severityStyle(value: string): CellStyle {
  const name = value.trim().toLowerCase();
  return severities.includes(name) ? (name as CellStyle) : 'text';
}

/** Summary figures by status: text and a pale background. */
export const statusColours = {
  good: { text: 'FF375623', ground: 'FFE2EFDA', line: 'FF70AD47' },
  warning: { text: 'FF7F6000', ground: 'FFFFF2CC', line: 'FFFFC000' },
  bad: { text: 'FF9C0006', ground: 'FFFCE4E4', line: 'FFC00000' },
  info: { text: 'FF1F3864', ground: 'FFEAF0F8', line: 'FF5B7DB1' },
} as const;

export const solid = fill;
