import { Document, isDocument, isMap, isPair, isScalar, isSeq, visit } from 'yaml';
import { withoutInvisible } from '../characters.ts';

/** The address that editors find the JSON Schema of definitions by: beside the file, as in the folder of those that are shipped. */
const SCHEMA_COMMENT = ' yaml-language-server: $schema=importer.schema.json';
/** Longer lists and objects have a line for each member. */
const LONGEST_LINE = 110;

/** A definition as YAML, as people write it: fields in one line each, where there is room. */
export function yamlText(definition: object, comments: readonly string[]): string {
  const document = new Document(definition, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Collection(_, node, path) {
      const inLine = !isBlock(path) && depthOf(node) <= 3 && JSON.stringify(node.toJSON()).length <= LONGEST_LINE;
      if (inLine) (node as { flow?: boolean }).flow = true;
      return inLine ? visit.SKIP : undefined;
    },
  });
  const head = [SCHEMA_COMMENT, ...comments.map((text) => ` ${withoutInvisible(text).replace(/\s/g, ' ')}`)].join('\n');
  document.commentBefore = head;
  const text = document.toString({
    lineWidth: 0,
    flowCollectionPadding: true,
    commentString: (comment) => comment.replace(/^/gm, '#'),
  });
  return text.replace(/^((?:#.*\n)+)\n/, '$1');
}

/** Whether a collection has a line for each member, however short it is: the document, its fields and columns. */
function isBlock(path: readonly unknown[]): boolean {
  const owner = path.at(-1);
  return (
    isDocument(owner) || (isPair(owner) && path.length <= 3 && isScalar(owner.key) && owner.key.value === 'columns')
  );
}

function depthOf(node: unknown): number {
  if (isMap(node)) return 1 + Math.max(0, ...node.items.map(({ value }) => depthOf(value)));
  return isSeq(node) ? 1 + Math.max(0, ...node.items.map(depthOf)) : 0;
}
