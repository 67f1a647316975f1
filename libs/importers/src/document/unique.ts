import { type Path, type Report, shown } from './problem.ts';

/** Reports texts that a list has twice. */
export function checkUnique(texts: readonly string[], path: Path, report: Report): void {
  const seen = new Set<string>();
  texts.forEach((text, index) => {
    if (seen.has(text)) report([...path, index], 'DUPLICATE', `${shown(text)} is listed twice. Keep one of them.`);
    seen.add(text);
  });
}
