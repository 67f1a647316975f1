import { isObject } from '../document/problem.ts';

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => typeof one === 'number');
const listOf =
  (isItem: (value: unknown) => boolean, least = 0) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length >= least && value.every(isItem);
const isLine = listOf(isPosition, 2);
/** A ring ends where it begins. */
const isRing = (value: unknown): boolean =>
  listOf(isPosition, 4)(value) &&
  JSON.stringify((value as unknown[])[0]) === JSON.stringify((value as unknown[]).at(-1));
const isPolygon = listOf(isRing);

/** The coordinates of the geometries of RFC 7946, 3.1. An empty array is a geometry without coordinates. */
const coordinates = new Map<unknown, (value: unknown) => boolean>([
  ['Point', isPosition],
  ['MultiPoint', listOf(isPosition)],
  ['LineString', isLine],
  ['MultiLineString', listOf(isLine)],
  ['Polygon', isPolygon],
  ['MultiPolygon', listOf(isPolygon)],
]);
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** What keeps a value from being GeoJSON (RFC 7946); undefined if nothing does. */
export function geojsonFault(value: unknown): string | undefined {
  if (!isObject(value)) return 'a part is not an object';
  if (value.type === 'FeatureCollection') return faultOfAll(value.features, 'features', featureFault);
  return value.type === 'Feature' ? featureFault(value) : geometryFault(value);
}

function faultOfAll(list: unknown, name: string, faultOf: (value: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(list)) return `"${name}" is not an array`;
  for (const one of list) {
    const fault = faultOf(one);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function featureFault(value: unknown): string | undefined {
  if (!isObject(value) || value.type !== 'Feature') return 'a feature has not the type "Feature"';
  const { geometry, properties } = value;
  if (properties !== null && !isObject(properties)) return 'the properties of a feature are not an object';
  return geometry === null ? undefined : geometryFault(geometry);
}

function geometryFault(value: unknown): string | undefined {
  if (!isObject(value)) return 'a geometry is not an object';
  if (value.type === 'GeometryCollection') return faultOfAll(value.geometries, 'geometries', geometryFault);
  const has = coordinates.get(value.type);
  if (!has) return 'its type is not one of GeoJSON';
  return has(value.coordinates) || isEmpty(value.coordinates)
    ? undefined
    : `the coordinates are not those of a ${value.type}`;
}

/** What keeps a value from being TopoJSON; undefined if nothing does. */
export function topojsonFault(value: unknown): string | undefined {
  if (!isObject(value) || value.type !== 'Topology') return 'its type is not "Topology"';
  if (!isObject(value.objects)) return '"objects" is not an object';
  return Array.isArray(value.arcs) ? undefined : '"arcs" is not an array';
}
