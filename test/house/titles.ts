import ts from 'typescript';

/** A test that runs: its title as it is written, and its own source with the texts that it calls by a name. */
export interface Written {
  readonly title: string;
  readonly source: string;
}

/** `const NOTICE = '…'` by its name. */
const textsIn = (file: ts.SourceFile): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      if (ts.isStringLiteralLike(node.initializer)) texts.set(node.name.text, node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
};

const SKIPPED = new Set(['skip', 'todo', 'skipIf', 'runIf', 'fails']);

/** `it` of `it(…)`, `it.each` of `it.each(…)(…)`; "" = something else. */
const calledBy = (expression: ts.Expression): string => {
  if (ts.isCallExpression(expression)) return calledBy(expression.expression);
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression))
    return `${expression.expression.text}.${expression.name.text}`;
  return '';
};

const TESTS = new Set(['it', 'test', 'it.each', 'test.each']);

/** The tests of a file that run: not those in a comment, nor skipped ones, nor those of a group that is. */
export const testsIn = (source: string): readonly Written[] => {
  const file = ts.createSourceFile('one.test.ts', source, ts.ScriptTarget.Latest, true);
  const texts = textsIn(file);
  const withTexts = (own: string): string =>
    [
      own,
      ...[...texts].filter(([name]) => new RegExp(`\\b${name}\\b`).test(own)).map(([, text]) => text),
    ].join('\n');
  const found: Written[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = calledBy(node.expression);
      if (SKIPPED.has(called.split('.')[1] ?? '')) return;
      const [title] = node.arguments;
      if (
        TESTS.has(called) &&
        node.arguments.length > 1 &&
        title !== undefined &&
        ts.isStringLiteralLike(title)
      )
        found.push({ title: title.text, source: withTexts(node.getText(file)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};
