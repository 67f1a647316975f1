import { allNodes, type CommandNode, type OptionNode } from './tree.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The completion script of a shell. */
export const completionScript = (shell: Shell, tree: CommandNode): string =>
  ({ bash: bashScript, zsh: zshScript, fish: fishScript })[shell](tree);

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const wordsOf = ({ children, values, options }: CommandNode): string[] => [
  ...children.map(({ name }) => name),
  ...values,
  ...options.flatMap(({ flags }) => flags),
];

/** `case` branches with the values of each command's options. */
function valueCases(
  nodes: readonly CommandNode[],
  offer: (choices: readonly string[]) => string,
  files: string,
): string[] {
  const valued = nodes.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices }) => ({ keys: flags.map((flag) => quoted(`${path}|${flag}`)), choices })),
  );
  const free = valued.filter(({ choices }) => choices.length === 0).flatMap(({ keys }) => keys);
  const chosen = valued.filter(({ choices }) => choices.length > 0);
  return [
    ...chosen.map(({ keys, choices }) => `    ${keys.join('|')}) ${offer(choices)}; return ;;`),
    `    ${free.join('|')}) ${files}; return ;;`,
  ];
}

/** Finds the command named by the words before the cursor; the same in bash and zsh. */
const findPath = (words: string, last: string, first: number, tree: CommandNode): string => `
  local where='' word i
  for ((i = ${first}; i < ${last}; i++)); do
    word="\${${words}[i]}"
    case "\${where:+$where }$word" in
      ${allNodes(tree)
        .filter(({ path }) => path !== '')
        .map(({ path }) => quoted(path))
        .join('|')}) where="\${where:+$where }$word" ;;
    esac
  done`;

const cases = (entries: readonly [string, string][]): string =>
  entries.map(([key, act]) => `    ${quoted(key)}) ${act} ;;`).join('\n');

function bashScript(tree: CommandNode): string {
  const nodes = allNodes(tree);
  const reply = (words: readonly string[]) => `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$current"))`;
  const values = valueCases(nodes, reply, 'COMPREPLY=($(compgen -f -- "$current"))');
  return `# sluice: completion for bash. source <(sluice completion bash)
_sluice() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}"${findPath('COMP_WORDS', 'COMP_CWORD', 1, tree)}
  case "$where|$before" in
${values.join('\n')}
  esac
  case "$where" in
${cases(nodes.map((node) => [node.path, reply(wordsOf(node))]))}
  esac
  [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _sluice sluice
`;
}

function zshScript(tree: CommandNode): string {
  const nodes = allNodes(tree);
  const offer = (words: readonly string[]) => `compadd -- ${words.map(quoted).join(' ')}`;
  const values = valueCases(nodes, offer, '_files');
  return `#compdef sluice
# sluice: completion for zsh. sluice completion zsh > "\${fpath[1]}/_sluice"
_sluice() {
  local current="\${words[CURRENT]}" before="\${words[CURRENT - 1]}"${findPath('words', 'CURRENT', 2, tree)}
  case "$where|$before" in
${values.join('\n')}
  esac
  case "$where" in
${cases(nodes.map((node) => [node.path, offer(wordsOf(node))]))}
  esac
  [[ $current == -* ]] || _files
}
if [ "$funcstack[1]" = "_sluice" ]; then _sluice; else compdef _sluice sluice; fi
`;
}

function fishScript(tree: CommandNode): string {
  const lines = ['# sluice: completion for fish. sluice completion fish > ~/.config/fish/completions/sluice.fish'];
  for (const node of allNodes(tree)) {
    const steps = node.path.split(' ').filter(Boolean);
    const below = node.children.map(({ name }) => name);
    const conditions = steps.map((step) => `__fish_seen_subcommand_from ${step}`);
    const here = [...conditions, ...(below.length > 0 ? [`not __fish_seen_subcommand_from ${below.join(' ')}`] : [])];
    const when = here.length > 0 ? ` -n ${quoted(here.join('; and '))}` : '';
    for (const child of node.children)
      lines.push(`complete -c sluice${when} -a ${child.name} -d ${quoted(child.description)}`);
    for (const value of node.values) lines.push(`complete -c sluice${when} -a ${quoted(value)}`);
    for (const option of node.options) lines.push(`complete -c sluice${when}${fishOption(option)}`);
  }
  return `${lines.join('\n')}\n`;
}

function fishOption({ flags, description, takesValue, choices }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`)).join('');
  const values = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : '';
  return `${names}${values} -d ${quoted(description)}`;
}
