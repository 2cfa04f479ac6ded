import { createRequire } from 'node:module'
import path from 'node:path'
import type TypeScript from '../../../node_modules/ts-json-schema-generator/node_modules/typescript'

// The compiler that this project is built with has no interface for programs; the schemas' generator brings one that has.
const ts = createRequire(require.resolve('ts-json-schema-generator/package.json'))('typescript') as typeof TypeScript

jest.setTimeout(180_000)

const ROOT = path.resolve(__dirname, '../../..')
const ROOMS = /\/src\/(?:report|adjudicate\/render|cli)\/(?!formats\/html\/(?:style|script)\.ts)/
const EXAMPLE = path.join(ROOT, 'src/report/example.ts')
const EXAMPLE_TEXT = `
type Standing = 'as-expected' | 'differs'
const NONE = '–'
export const fine = (standing: Standing, words: string) => standing === 'differs' && words !== '' && words.split('/')
export const a = (words: string) => words === 'as expected'
export const b = (words: string) => NONE !== words
export const c = (words: string) => words.startsWith('NOT')
export const d = (words: string) => words.replace(' seeds', '')
export const e = (words: string | null) => {
  switch (words) {
    case 'refuted':
      return true
    default:
      return false
  }
}
`

/** Words that are compared for a reason: what a user typed, a mark in the README, what `comparison.json` holds as words. */
const KNOWN = [
  'src/report/claimsTable.ts: text.indexOf(TABLE_END)',
  'src/report/claimsTable.ts: text.indexOf(TABLE_START)',
  'src/report/data/replay.ts: claimsRoot === BUNDLED',
  "src/report/data/replay.ts: engine === 'auto'",
  "src/report/compare/terminal.ts: effect === '–'",
  "src/report/compare/terminal.ts: interval === '–'"
]

const ASKING = /^(?:startsWith|endsWith|includes|indexOf|replace|replaceAll|split|match)$/

/** Where something is decided by what a text says: the type of what is compared is no enumeration, but any text. */
function decisionsOnText(file: TypeScript.SourceFile, checker: TypeScript.TypeChecker): string[] {
  const isText = (node: TypeScript.Node): boolean => {
    const type = checker.getTypeAtLocation(node)
    return (type.isUnion() ? type.types : [type]).some(({ flags }) => (flags & ts.TypeFlags.String) !== 0)
  }
  const name = path.relative(ROOT, file.fileName).split(path.sep).join('/')
  // In the command line's own files most texts are what a user typed: there only a sentence is one that is shown.
  const isShown = name.startsWith('src/cli/') ? /\p{L} \p{L}|–/u : /[\p{L}–%]/u
  const isWord = (node: TypeScript.Node): boolean => {
    const type = checker.getTypeAtLocation(node)
    return type.isStringLiteral() && isShown.test(type.value)
  }
  const found: string[] = []
  const visit = (node: TypeScript.Node): void => {
    if (ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText())) {
      const { left, right } = node
      if ((isWord(left) && isText(right)) || (isWord(right) && isText(left))) found.push(node.getText())
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [argument] = node.arguments
      const { name: method, expression } = node.expression
      if (argument !== undefined && ASKING.test(method.text) && isWord(argument) && isText(expression)) {
        found.push(node.getText())
      }
    }
    if (ts.isSwitchStatement(node) && isText(node.expression)) found.push(`switch (${node.expression.getText()})`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found.map((text) => `${name}: ${text}`)
}

describe('what a reader sees', () => {
  it('decides nothing: what is compared with a word is an enumeration by its type', () => {
    const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.build.json'), ts.sys.readFile)
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
    const host = ts.createCompilerHost(options)
    const { getSourceFile, fileExists } = host
    host.fileExists = (file) => file === EXAMPLE || fileExists(file)
    host.getSourceFile = (file, ...rest) =>
      path.resolve(file) === EXAMPLE
        ? ts.createSourceFile(file, EXAMPLE_TEXT, ts.ScriptTarget.Latest, true)
        : getSourceFile(file, ...rest)
    const program = ts.createProgram([...fileNames, EXAMPLE], options, host)
    const checker = program.getTypeChecker()
    const files = program.getSourceFiles().filter(({ fileName }) => ROOMS.test(fileName))
    expect(files.length).toBeGreaterThan(100)
    const found = files.flatMap((file) => decisionsOnText(file, checker))
    const isExample = (each: string) => each.startsWith('src/report/example.ts')
    expect(found.filter((each) => !isExample(each)).sort()).toEqual([...KNOWN].sort())
    // It would see them.
    expect(found.filter(isExample)).toHaveLength(5)
  })
})
