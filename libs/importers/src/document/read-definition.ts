import { fromDataPackage, isDataPackage } from './data-package.ts';
import { type Definition, definition } from './definition.ts';
import { findingsOf } from './part-checks.ts';
import { type Finding, type Problem, pathText } from './problem.ts';
import { readSource, type Source, type SourceFormat } from './source.ts';

/** The most problems of one definition that are reported. */
export const MOST_PROBLEMS = 1_000;

interface ReadOptions {
  /** `json` refuses what is only YAML. As `yaml`, JSON is read too. */
  readonly format?: SourceFormat;
}

type DefinitionReading =
  | { readonly definition: Definition; readonly problems: readonly [] }
  | { readonly definition?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads a definition, or a `datapackage.json` with one table, and checks everything that needs no server. Never throws, and
 * takes a few seconds at most.
 * @returns the definition, or its problems: all that there are, in the order of the text, at most MOST_PROBLEMS
 */
export function readDefinition(text: string, { format }: ReadOptions = {}): DefinitionReading {
  const { source, problems } = readSource(text, format);
  if (!source) return { problems };
  const { value, findings } = contentOf(source.value);
  const all = inOrder([...problems, ...placed(findings, problems, source)]);
  if (all.length > 0) return { problems: all.slice(0, MOST_PROBLEMS) };
  return { definition: definition.parse(value), problems: [] };
}

function contentOf(document: unknown): { value: unknown; findings: readonly Finding[] } {
  if (!isDataPackage(document)) return { value: document, findings: findingsOf(document) };
  const { value, findings, pathOf } = fromDataPackage(document);
  if (value === undefined) return { value, findings };
  // The name of its table is made of its own, which is checked.
  const ofTable = findingsOf(value)
    .filter(({ path }) => path[0] !== 'target')
    .map((finding) => ({ ...finding, path: pathOf(finding.path) }));
  return { value, findings: [...findings, ...ofTable] };
}

/** With their places. Where the text itself has a problem, others follow from it. */
function placed(findings: readonly Finding[], known: readonly Problem[], source: Source): Problem[] {
  const paths = new Set(known.map(({ path }) => path));
  return findings.flatMap(({ path, code, message }) => {
    const text = pathText(path);
    const at = source.placeOf(path);
    return paths.has(text) ? [] : [{ path: text, code, message, ...(at && { at }) }];
  });
}

const inOrder = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0));
