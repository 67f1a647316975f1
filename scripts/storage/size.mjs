// @ts-check
import { Plain } from '../progress.mjs';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes for people: `1.5 GiB`. @param {number} bytes */
export function showSize(bytes) {
  let at = 0;
  let value = bytes;
  for (; value >= 1024 && at < UNITS.length - 1; at++) value /= 1024;
  return `${at === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[at]}`;
}

/** Bytes of `500GiB` (powers of 1024), `500GB` (of 1000) or a plain number. @param {string} text */
export function parseSize(text) {
  const [, number = '', prefix = '', binary = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)(i?)b?$/i.exec(text.trim()) ?? [];
  const power = ' kmgtp'.indexOf(prefix.toLowerCase() || ' ');
  const bytes = Math.floor(Number(number) * (binary ? 1024 : 1000) ** power);
  if (number !== '' && !(binary && power === 0) && bytes >= 1 && Number.isSafeInteger(bytes)) return bytes;
  throw new Plain(`${text} is no size: a number of bytes, or with a unit, such as 500GiB or 2TB.`);
}
