import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Files that a copy needs besides the workspaces. */
const CONFIG = ['package.json', 'tsconfig.base.json'];

/** A copy of the sources and builds of some workspaces, which a test can change and build. */
export class Copy {
  readonly root = mkdtempSync(path.join(tmpdir(), 'sluice-adding-'));

  /** `workspaces`: paths such as `apps/worker`, including all libs that they depend on. */
  constructor(workspaces: readonly string[]) {
    for (const file of CONFIG) cpSync(path.join(ROOT, file), this.path(file));
    const modules = this.path('node_modules');
    mkdirSync(path.join(modules, '@sluice'), { recursive: true });
    for (const name of readdirSync(path.join(ROOT, 'node_modules'))) {
      if (name !== '@sluice') symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
    }
    for (const workspace of workspaces) {
      for (const part of ['src', 'dist', 'package.json', 'tsconfig.json']) {
        // Timestamps are kept, so that tsc does not rebuild what has not changed.
        const options = { recursive: true, preserveTimestamps: true };
        cpSync(path.join(ROOT, workspace, part), this.path(workspace, part), options);
      }
      const own = path.join(ROOT, workspace, 'node_modules');
      if (existsSync(own)) symlinkSync(own, this.path(workspace, 'node_modules'));
      symlinkSync(this.path(workspace), path.join(modules, '@sluice', path.basename(workspace)));
    }
  }

  path(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  /** Adds a line to a file below the line `after`, which must occur exactly once. The returned function undoes it. */
  addLine(file: string, after: string, line: string): () => void {
    const text = readFileSync(this.path(file), 'utf8');
    const lines = text.split('\n');
    const at = lines.indexOf(after);
    if (at < 0 || at !== lines.lastIndexOf(after))
      throw new Error(`${file} must contain this line exactly once: ${after}`);
    lines.splice(at + 1, 0, line);
    this.write(file, lines.join('\n'));
    return () => this.write(file, text);
  }

  /** Builds workspaces; returns the compiler's output, which is empty if there is no error. */
  build(...workspaces: string[]): string {
    try {
      const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
      // One thread without garbage collection takes half of the processor time.
      const env = { ...process.env, GOGC: 'off', GOMEMLIMIT: '2GiB' };
      const args = ['-b', '--singleThreaded', ...workspaces];
      return execFileSync(tsc, args, { cwd: this.root, encoding: 'utf8', stdio: 'pipe', env });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return stdout + stderr;
    }
  }

  /** Runs a module in the copy; returns what it prints. */
  run(source: string): string {
    const args = ['--input-type=module', '--eval', source];
    return execFileSync(process.execPath, args, { cwd: this.root, encoding: 'utf8' });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
