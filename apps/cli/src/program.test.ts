import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { SluiceError } from '@sluice/client';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { completionScript, shells } from './completion/scripts.ts';
import { allNodes, treeOf } from './completion/tree.ts';
import { CliError, exitCodeOf } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { describeError } from './report-error.ts';

const program = createProgram(() => async () => {});
const tree = treeOf(program);

describe('every command', () => {
  const leaves = (command: Command): Command[] => [command, ...command.commands.flatMap(leaves)];
  it.each(leaves(program).map((command) => [command.name(), command] as const))(
    '%s has a description, and so have its options',
    (_name, command) => {
      expect(command.description()).not.toBe('');
      for (const option of command.options) expect(option.description || option.argChoices, option.flags).not.toBe('');
    },
  );
  it.each(program.commands.map((command) => [command.name(), command] as const))(
    '%s has an example',
    (name, command) => {
      const written: string[] = [];
      command.configureOutput({ writeOut: (text) => void written.push(text) }).outputHelp();
      const help = written.join('');
      expect(help).toMatch(new RegExp(`\\$ .*sluice (--json )?${name}`));
    },
  );
});

it('the import command has a flag for every option of an import', () => {
  const document = JSON.parse(readFileSync(new URL('../../../libs/client/openapi.json', import.meta.url), 'utf8'));
  const { ImportOptions, ReadingOptions } = document.components.schemas;
  const options = { ...ReadingOptions.properties, ...ImportOptions.allOf[1].properties };
  expect(Object.keys(options)).toEqual(expect.arrayContaining(['encoding', 'on_invalid']));
  const flags = program.commands.find((command) => command.name() === 'import')?.options.map(({ long }) => long);
  expect(flags).toEqual(expect.arrayContaining(Object.keys(options).map((name) => `--${name.replaceAll('_', '-')}`)));
});

describe('completion', () => {
  it.each(shells)('for %s covers every command and option', (shell) => {
    const script = completionScript(shell, tree);
    for (const { name, options } of allNodes(tree).slice(1)) {
      expect(script).toContain(name);
      for (const { flags } of options)
        expect(script).toContain(flags.at(-1)?.replace(/^--/, shell === 'fish' ? '' : '--'));
    }
  });

  /** What bash offers at the end of these words. */
  const offered = (...words: string[]): string[] => {
    const array = words.map((word) => `'${word}'`).join(' ');
    const script = `${completionScript('bash', tree)}
COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; cd /var/empty 2>/dev/null || cd /proc/self/fdinfo
_sluice; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
  };
  it('works in bash', () => {
    expect(offered('sluice', 'up')).toContain('upload');
    expect(offered('sluice', 'storage', 'dr')).toEqual(['drain']);
    expect(offered('sluice', 'import', '--on-invalid', '')).toEqual(['skip', 'abort']);
    expect(offered('sluice', '--json', 'import', '--dry')).toEqual(['--dry-run']);
    expect(offered('sluice', 'completion', 'f')).toContain('fish');
  });
});

describe('errors', () => {
  it('have exit codes', () => {
    const codes = [
      new CliError('x'),
      new SluiceError('UNAUTHENTICATED', 'x', { status: 401 }),
      new SluiceError('FORBIDDEN', 'x', { status: 403 }),
      new SluiceError('NETWORK', 'x'),
      new SluiceError('DATABASE_UNAVAILABLE', 'x', { status: 503 }),
      new SluiceError('VALIDATION_FAILED', 'x', { status: 422 }),
      new SluiceError('UPLOAD_REFUSED', 'x', { status: 403 }),
      new Error('x'),
    ].map(exitCodeOf);
    expect(codes).toEqual([1, 4, 4, 5, 5, 1, 1, 1]);
  });
  it('show what, where, what to do and the trace ID, without control characters', () => {
    const fields = [{ field: 'mapping', code: 'invalid', message: 'no such column \u001b[31m' }];
    const text = describeError(new SluiceError('RATE_LIMITED', 'Too many.', { status: 429, fields, traceId: 't-1' }));
    expect(text).toBe(
      'Too many.\n  mapping: no such column \\u001b[31m\nWait a moment, then run the same command again.\nTrace ID: t-1',
    );
  });
});
