import type { Engine } from '../engine.ts';

/**
 * The output of one step: change log entries, row issues and new versions of the table. Nothing counts until the step has
 * succeeded, and all of it can be discarded; the previous state is not modified.
 */
export class StepOutput {
  readonly step: string;
  readonly changes: string;
  readonly issues: string;
  readonly #engine: Engine;
  /** Take back what was made, in the order in which it was made. */
  readonly #undo: (() => Promise<void>)[] = [];

  private constructor(engine: Engine, step: string) {
    this.#engine = engine;
    this.step = step;
    this.changes = `clean_${step}_changes`;
    this.issues = `clean_${step}_issues`;
  }

  static async open(engine: Engine, step: string): Promise<StepOutput> {
    const output = new StepOutput(engine, step);
    await engine.run(`CREATE TABLE ${output.changes}
      (_row BIGINT, column_name VARCHAR, step VARCHAR, before VARCHAR, after VARCHAR, reason VARCHAR)`);
    await engine.run(`CREATE TABLE ${output.issues}
      (_row BIGINT, column_name VARCHAR, issue_type VARCHAR, severity VARCHAR, message VARCHAR, value VARCHAR)`);
    return output;
  }

  /** Creates a table with a new name from a query. */
  async table(query: string): Promise<string> {
    return this.#make('TABLE', query);
  }

  /** Creates a view, for queries that are cheaper to recompute than to store. */
  async view(query: string): Promise<string> {
    return this.#make('VIEW', query);
  }

  /** Defines a value with a new name, for `getvariable`. */
  async value(query: string): Promise<string> {
    const name = this.#newName();
    this.#undo.push(() => this.#engine.forget(name));
    await this.#engine.define(name, query);
    return name;
  }

  async #make(kind: 'TABLE' | 'VIEW', query: string): Promise<string> {
    const name = this.#newName();
    this.#undo.push(() => this.#engine.run(`DROP ${kind} IF EXISTS ${name}`));
    await this.#engine.run(`CREATE ${kind} ${name} AS ${query}`);
    return name;
  }

  #newName(): string {
    return `clean_${this.step}_${this.#undo.length}`;
  }

  /** Discards everything that the step wrote. */
  async discard(): Promise<void> {
    for (const undo of this.#undo.reverse()) await undo();
    await this.#engine.run(`DROP TABLE ${this.changes}`);
    await this.#engine.run(`DROP TABLE ${this.issues}`);
  }
}
