/** To 12 significant digits: sums over threads differ in the last ones. Null for what JSON cannot hold. */
export function roundDouble(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Number(value.toPrecision(12));
}

/** 0 where there is nothing to divide. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : (roundDouble(part / whole) ?? 0));
