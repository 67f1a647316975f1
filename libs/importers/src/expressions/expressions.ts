import { type ASTNode, Environment, EvaluationError, ParseError, TypeError as WrongType } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { Field } from '../document/table-schema.ts';
import { type CelType, celTypeOf, nullable, TooLongForCheck } from './cel-values.ts';
import { type ExpressionFault, usageOf } from './language.ts';

const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 500, maxMapEntries: 50 };
/** What `matches` is called once its pattern is known to be right. */
const LINEAR = 'matchesLinear';

/** An expression that can be evaluated. */
export interface Expression {
  /** The fields that it uses, in the order of the values that it takes. */
  readonly fields: readonly string[];
  /**
   * @param values as they are stored; undefined for a blank one
   * @returns whether the row is right, or why that cannot be said
   */
  readonly evaluate: (values: readonly (string | undefined)[]) => boolean | string;
}

export type ExpressionReading =
  | { readonly expression: Expression; readonly fault?: undefined }
  | { readonly expression?: undefined; readonly fault: ExpressionFault & { readonly unknown?: string } };

/** A field that expressions may use. */
export interface ExpressionField {
  readonly field: Field;
  /** Whether the field may hold any JSON, not only objects. */
  readonly isAnyJson: boolean;
}

/** Reads CEL expressions about the fields of a definition. */
export class Expressions {
  readonly #types = new Map<string, CelType>();
  /** Knows the types of the fields, which may be compared with null. */
  readonly #checking = new Environment({ limits });
  /** Takes values of any type, because each of them may be null. */
  readonly #running = new Environment({ limits });
  readonly #patterns = new Map<string, RE2JS>();

  /** @param unclear names of fields that have problems of their own, so that they may have any type */
  constructor(fields: readonly ExpressionField[], unclear: readonly string[] = []) {
    for (const type of nullable) this.#checking.registerOperator(`${type} == null`, (value) => value === null);
    for (const { field, isAnyJson } of fields) this.#register(field.name, celTypeOf(field, isAnyJson));
    for (const name of unclear) {
      if (!this.#types.has(name)) this.#register(name, { name: 'dyn', valueOf: (stored) => stored });
    }
    const matches = (text: string, pattern: string): boolean =>
      this.#patterns.get(pattern)?.matcher(text).find() ?? false;
    this.#running.registerFunction(`string.${LINEAR}(string): bool`, matches);
  }

  /** Fields whose names CEL cannot have are not known to it. */
  #register(name: string, type: CelType): void {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || RESERVED.has(name) || this.#types.has(name)) return;
    this.#types.set(name, type);
    this.#checking.registerVariable(name, type.name);
    this.#running.registerVariable(name, 'dyn');
  }

  read(text: string): ExpressionReading {
    const parsed = attempt(() => this.#running.parse(text));
    if ('fault' in parsed) return parsed;
    const run = parsed.value;
    const usage = usageOf(run.ast);
    const [fault] = usage.faults;
    if (fault) return { fault };
    for (const [name, at] of usage.names) {
      if (!this.#types.has(name)) return { fault: { message: '', at, unknown: name } };
    }
    const { valid, type, error } = this.#checking.check(text);
    if (!valid) return { fault: faultOf(error) };
    if (type !== 'bool' && type !== 'dyn') {
      const message = `The expression gives a value of the type ${type}, not true or false. Compare it with something.`;
      return { fault: { message, at: 0 } };
    }
    for (const { node, pattern } of usage.matchings) {
      this.#patterns.set(pattern, RE2JS.compile(pattern));
      node.args[0] = LINEAR;
    }
    return { expression: this.#compiled(run, [...usage.names.keys()]) };
  }

  #compiled(run: (context: Record<string, unknown>) => unknown, fields: readonly string[]): Expression {
    const types = fields.map((name) => this.#types.get(name) as CelType);
    const evaluate: Expression['evaluate'] = (values) => {
      const context: Record<string, unknown> = {};
      try {
        for (const [at, name] of fields.entries()) {
          const stored = values[at];
          context[name] = stored === undefined ? null : types[at]?.valueOf(stored);
        }
        const result = run(context);
        return typeof result === 'boolean' ? result : 'it is neither true nor false';
      } catch (error) {
        return whyNot(error);
      }
    };
    return { fields, evaluate };
  }
}

/** Words that CEL keeps for itself. */
const RESERVED = new Set([
  ...['as', 'break', 'const', 'continue', 'else', 'false', 'for', 'function', 'if', 'import', 'in', 'let', 'loop'],
  ...['namespace', 'null', 'package', 'return', 'true', 'var', 'void', 'while'],
]);

type Parsed = ReturnType<Environment['parse']> & { readonly ast: ASTNode };

function attempt(parse: () => Parsed): { readonly value: Parsed } | { readonly fault: ExpressionFault } {
  try {
    return { value: parse() };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

/** @throws what is no error of an expression */
function faultOf(error: unknown): ExpressionFault {
  if (!(error instanceof ParseError || error instanceof WrongType)) throw error;
  const { code, summary, range } = error;
  const at = range?.start ?? 0;
  if (code !== 'no_such_overload') return { message: `${summary}.`, at };
  const operation = summary.replace(/^no such overload: /, '').replaceAll('google.protobuf.Timestamp', 'timestamp');
  const isNumbers = /\bdouble\b.*\bint\b|\bint\b.*\bdouble\b/.test(operation);
  const hint = isNumbers ? 'Numbers of fields are doubles: write 1.0 instead of 1.' : 'Convert one of them.';
  return { message: `CEL has no ${operation}. ${hint}`, at };
}

/** Why an expression has no value for a row. */
function whyNot(error: unknown): string {
  if (error instanceof TooLongForCheck) return `a value ${error.message}`;
  if (error instanceof EvaluationError) return error.summary;
  // Of JavaScript itself, such as a text that would be too long.
  return error instanceof Error ? error.message : String(error);
}
