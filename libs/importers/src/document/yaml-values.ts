import { excerpt } from '@sluice/core';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { isExact } from './decimal.ts';
import { type Path, type Place, type Problem, type ProblemCode, pathText, shown } from './problem.ts';

/** Definitions need about eight levels; the rest is for what people keep in properties of their own. */
const MOST_LEVELS = 64;
/** The most parts of a value after its aliases are replaced, so that a short text cannot stand for a huge one. */
const MOST_PARTS = 250_000;
const TAGS = new Set(['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`));

interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  readonly parts: number;
}

/** Makes plain values of the nodes of one YAML document, and remembers where its members are. */
export class YamlValues {
  readonly problems: Problem[] = [];
  readonly #placeAt: (offset: number) => Place;
  readonly #members = new Map<YAMLMap, Map<string, Pair>>();
  readonly #anchors = new Map<string, Anchored>();
  #parts = 0;

  constructor(placeAt: (offset: number) => Place) {
    this.#placeAt = placeAt;
  }

  /** The value of a node. What cannot be read is undefined, and a problem. */
  of(node: unknown, path: Path = []): unknown {
    const before = this.#parts;
    this.#parts += 1;
    if (isAlias(node)) return this.#ofAlias(node, node.source, path);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (path.length > MOST_LEVELS) return this.#problem(node, path, 'TOO_LARGE', 'This is nested too deeply.');
    if (node.tag !== undefined && !TAGS.has(node.tag)) {
      return this.#problem(node, path, 'SYNTAX', `Definitions have no tags such as ${shown(node.tag)}. Leave it out.`);
    }
    const value = isScalar(node)
      ? this.#ofScalar(node, path)
      : isMap(node)
        ? this.#ofMap(node, path)
        : this.#ofSeq(node, path);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, { node, value, parts: this.#parts - before });
    return value;
  }

  #ofAlias(node: Node, name: string, path: Path): unknown {
    const anchored = this.#anchors.get(name);
    if (!anchored) return this.#problem(node, path, 'SYNTAX', `The alias *${name} has no anchor &${name} before it.`);
    this.#parts += anchored.parts;
    if (this.#parts <= MOST_PARTS) return anchored.value;
    return this.#problem(node, path, 'TOO_LARGE', 'Aliases make the document too large. Write out what differs.');
  }

  #ofScalar(node: Scalar, path: Path): unknown {
    const { value, source } = node;
    if (typeof value !== 'number') return value;
    if (!Number.isFinite(value)) {
      const message = `${source ?? value} is not a number that can be used. Write another one, or a text in quotes.`;
      this.#problem(node, path, 'WRONG_VALUE', message);
    } else if (source !== undefined && !isExact(source, value)) {
      const number = excerpt(source);
      this.#problem(node, path, 'NUMBER_INEXACT', `${number} would lose digits. Write it in quotes: "${number}".`);
    }
    return value;
  }

  #ofSeq({ items }: { items: unknown[] }, path: Path): unknown {
    return items.map((item, index) => this.of(item, [...path, index]));
  }

  #ofMap(node: YAMLMap, path: Path): unknown {
    const members = new Map<string, Pair>();
    this.#members.set(node, members);
    const value: Record<string, unknown> = {};
    for (const pair of node.items) {
      const { key } = pair;
      if (!isScalar(key) || typeof key.value === 'object') {
        this.#problem(
          isAlias(key) || isMap(key) || isSeq(key) ? key : node,
          path,
          'SYNTAX',
          'The names of members are plain texts.',
        );
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const here = [...path, name];
      if (name === '__proto__') {
        this.#problem(key, here, 'UNKNOWN_MEMBER', 'No member can have this name. Leave it out.');
      } else if (members.has(name)) {
        this.#problem(key, here, 'DUPLICATE', `${shown(name)} is written twice. Keep one of them.`);
      } else {
        members.set(name, pair);
        value[name] = this.of(pair.value, here);
      }
    }
    return value;
  }

  /** Where a part is, or the nearest part around it that the text has. */
  placeOf(top: unknown, path: Path): Place | undefined {
    let node = top;
    let offset = offsetOf(top);
    for (const step of path) {
      if (isAlias(node)) node = this.#anchors.get(node.source)?.node;
      if (isMap(node)) {
        const pair = this.#members.get(node)?.get(String(step));
        if (!pair) break;
        offset = offsetOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = offsetOf(node) ?? offset;
      } else break;
    }
    return offset === undefined ? undefined : this.#placeAt(offset);
  }

  #problem(node: Node, path: Path, code: ProblemCode, message: string): undefined {
    const offset = offsetOf(node);
    this.problems.push({
      path: pathText(path),
      code,
      message,
      ...(offset !== undefined && { at: this.#placeAt(offset) }),
    });
    return undefined;
  }
}

const offsetOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
