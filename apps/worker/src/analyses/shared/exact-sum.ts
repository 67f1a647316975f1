import { double } from './sql.ts';

/** Decimal places that are tried, fewest first. */
const PLACES = [0, 1, 2, 3, 4, 6, 9, 12];
/** A DOUBLE holds every whole number below 2^53, and every decimal of up to 15 digits, exactly. */
const mostOf = (places: number): number => (places === 0 ? 2 ** 53 : 10 ** (15 - places));
const NOT_DECIMAL = 99;

/**
 * SQL for the number of decimal places that every value of a group fits into. `value` is the SQL of a
 * DOUBLE or NULL.
 */
export function placesSql(value: string): string {
  const cases = PLACES.map((places) => {
    const unit = double(10 ** places);
    const fits = `abs(${value}) < ${double(mostOf(places))} AND round(${value} * ${unit}) / ${unit} = ${value}`;
    return `WHEN ${fits} THEN ${places}`;
  });
  return `max(CASE WHEN ${value} IS NULL THEN NULL ${cases.join(' ')} ELSE ${NOT_DECIMAL} END)`;
}

/** The result of `placesSql`, or null if the values are no such decimals. */
export const asPlaces = (found: number | null | undefined): number | null =>
  found === null || found === undefined || found === NOT_DECIMAL ? null : found;

/** SQL for the sum of decimals with so many places: a whole number of their smallest unit, as text. */
export const unitsSql = (value: string, places: number): string => wholeSumSql(value, double(10 ** places));

/** The same, where `unit` is the SQL of ten to the power of the places; NULL if that is NULL. */
export const wholeSumSql = (value: string, unit: string): string =>
  `CAST(sum(CAST(round(${value} * ${unit}) AS BIGINT)) AS VARCHAR)`;

/** Such a sum as the nearest double. */
export const fromUnits = (units: string, places: number): number => Number(`${units}e-${places}`);
