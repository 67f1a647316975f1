import type { ASTNode } from '@marcbachmann/cel-js';
import { readPattern } from '../document/pattern.ts';

/** What is wrong with an expression, and where, counted from 0. */
export interface ExpressionFault {
  readonly message: string;
  readonly at: number;
}

const MACROS = new Set(['all', 'exists', 'exists_one']);
const FUNCTIONS = ['has', 'size', 'int', 'double', 'string', 'bool', 'timestamp', 'duration'];
const METHODS = [
  ...[...MACROS, 'size', 'contains', 'startsWith', 'endsWith', 'matches'],
  ...['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear'],
  ...['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
];
/** Sums could make a value many times as long as the row. */
const MOST_SUMS = 20;

/** A text in a pattern, with the node that matches it. */
export interface Matching {
  readonly node: ASTNode & { readonly op: 'rcall' };
  readonly pattern: string;
}

/** What an expression uses, as far as its fields and cost depend on it. */
export interface Usage {
  readonly faults: ExpressionFault[];
  /** Names that are not variables of a macro, where they are used first. */
  readonly names: Map<string, number>;
  readonly matchings: Matching[];
  sums: number;
}

/**
 * Walks through an expression. It may use the functions of the CEL standard that take a time no worse than the size of the
 * row: no macro in another one, patterns that are known, and few sums.
 */
export function usageOf(root: ASTNode): Usage {
  const usage: Usage = { faults: [], names: new Map(), matchings: [], sums: 0 };
  visit(root, usage, []);
  return usage;
}

function visit(node: ASTNode, usage: Usage, variables: readonly string[]): void {
  const fault = (message: string, at = node.pos) => usage.faults.push({ message, at });
  switch (node.op) {
    case 'value':
      return;
    case 'id':
      if (!variables.includes(node.args) && !usage.names.has(node.args)) usage.names.set(node.args, node.pos);
      return;
    case 'call': {
      const [name, args] = node.args;
      if (!FUNCTIONS.includes(name)) fault(`There is no function ${name}. Use one of: ${FUNCTIONS.join(', ')}.`);
      for (const one of args) visit(one, usage, variables);
      return;
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      if (!METHODS.includes(name)) fault(`There is no function ${name}. Use one of: ${METHODS.join(', ')}.`);
      visit(receiver, usage, variables);
      if (name === 'matches') visitPattern(node, args[0], usage);
      const isMacro = MACROS.has(name);
      if (isMacro && variables.length > 0) fault(`${name} cannot be used within another ${[...MACROS].join(', ')}.`);
      const [variable, ...body] = args;
      const own = isMacro && variable?.op === 'id' ? [variable.args] : [];
      for (const one of isMacro ? body : args) visit(one, usage, [...variables, ...own]);
      return;
    }
    case '+':
      if (variables.length > 0) fault(`+ cannot be used within ${[...MACROS].join(', ')}.`);
      if (++usage.sums === MOST_SUMS + 1) fault(`An expression has at most ${MOST_SUMS} sums.`);
      for (const one of node.args) visit(one, usage, variables);
      return;
    default:
      for (const part of partsOf(node.args)) visit(part, usage, variables);
  }
}

/** The nodes among the arguments of an operator. */
const partsOf = (args: unknown): ASTNode[] =>
  Array.isArray(args)
    ? args.flatMap(partsOf)
    : typeof args === 'object' && args !== null && 'op' in args
      ? [args as ASTNode]
      : [];

/** A pattern has the syntax of those in constraints. It is matched anywhere in the text, unless it has ^ or $. */
function visitPattern(node: ASTNode & { readonly op: 'rcall' }, argument: ASTNode | undefined, usage: Usage): void {
  const pattern = argument?.op === 'value' && typeof argument.args === 'string' ? argument.args : undefined;
  const at = argument?.pos ?? node.pos;
  if (pattern === undefined) {
    usage.faults.push({ message: 'matches takes a pattern in quotes.', at });
    return;
  }
  const { fault } = readPattern(pattern);
  if (fault !== undefined) usage.faults.push({ message: fault, at });
  else usage.matchings.push({ node, pattern });
}
