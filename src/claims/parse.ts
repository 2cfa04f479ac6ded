import { TextDecoder } from 'node:util'
import { getNodePath, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { positionOf, type SpecDocument } from './document'
import { type LintProblem, type ProblemText, problemAt } from './lintProblem'
import { isHarmless, syntaxProblems } from './syntax'

export interface ParsedDocument {
  readonly document: SpecDocument
  readonly problems: readonly LintProblem[]
}

const CONTENT = {
  source: 'a source',
  claim: 'a claim',
  experiment: 'an experiment',
  dataset: 'a manifest of a dataset',
  figure: 'a figure of a source',
  registrations: 'the registrations of claims',
  mapping: 'a mapping of logs of others',
  external: 'what claims came to on logs of others',
  slurm: 'profiles of Slurm'
} as const

/** No claim needs more; beyond it a recursive parser would exhaust the stack. */
const MAX_DEPTH = 100

/** Parses a file's bytes as strict JSON in UTF-8, and says everything that keeps it from being that. Never throws. */
export function parseDocument(file: string, role: SpecDocument['role'], bytes: Uint8Array): ParsedDocument {
  let text: string
  try {
    // Node's own, since a test environment such as jsdom may have none among its globals.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return unreadable(file, role, '', {
      message: 'the file is not UTF-8',
      expected: 'JSON in UTF-8',
      received: 'bytes that are no UTF-8',
      remedy: 'save the file as UTF-8'
    })
  }
  let problems: readonly LintProblem[] = []
  if (text.startsWith('\uFEFF')) {
    text = text.slice(1)
    problems = [
      problemAt({ file, role, text, tree: undefined, value: undefined }, [], {
        message: 'the file begins with a byte order mark',
        expected: 'JSON in UTF-8 without a byte order mark',
        received: 'EF BB BF',
        remedy: 'save the file as UTF-8 without BOM'
      })
    ]
  }
  if (text.trim() === '') {
    const empty = unreadable(file, role, text, {
      message: 'the file is empty',
      expected: `a JSON object, ${CONTENT[role]}`,
      received: 'nothing',
      remedy:
        role === 'registrations'
          ? 'delete the file'
          : 'write it ("claimcheck new" makes a pair to start from), or delete the file'
    })
    return { document: empty.document, problems: [...problems, ...empty.problems] }
  }
  if (nestingDepth(text) > MAX_DEPTH) {
    const deep = unreadable(file, role, text, {
      message: 'the file is nested too deep',
      expected: `at most ${MAX_DEPTH} levels`,
      received: `${nestingDepth(text)} levels`,
      remedy: 'remove the nesting'
    })
    return { document: deep.document, problems: [...problems, ...deep.problems] }
  }

  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const usable = tree !== undefined && errors.every((error) => isHarmless(text, error))
  const document = { file, role, text, tree: usable ? tree : undefined, value: usable ? plainValue(tree) : undefined }
  const found = [...syntaxProblems(file, text, errors), ...(usable ? duplicateKeys(document, tree) : [])]
  return { document, problems: [...problems, ...found] }
}

function unreadable(file: string, role: SpecDocument['role'], text: string, problem: ProblemText): ParsedDocument {
  const document = { file, role, text, tree: undefined, value: undefined }
  return { document, problems: [problemAt(document, [], problem)] }
}

function duplicateKeys(document: SpecDocument, tree: Node): LintProblem[] {
  const problems: LintProblem[] = []
  const visit = (node: Node): void => {
    const seen = new Map<string, Node>()
    for (const child of node.children ?? []) {
      const key = child.type === 'property' ? child.children?.[0] : undefined
      if (key !== undefined) {
        const first = seen.get(key.value)
        if (first === undefined) seen.set(key.value, key)
        else {
          problems.push({
            ...problemAt(document, getNodePath(key), {
              message: `the key ${JSON.stringify(key.value)} stands twice in one object`,
              expected: `each key once; the first is in line ${positionOf(document, first.offset).line}`,
              received: JSON.stringify(key.value),
              remedy: 'delete or rename one of them'
            }),
            ...positionOf(document, key.offset)
          })
        }
      }
      visit(child)
    }
  }
  visit(tree)
  return problems
}

/** Own data properties only: jsonc-parser's own conversion would let a key "__proto__" change the object's prototype. */
function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue)
  if (node.type !== 'object') return node.value
  const entries = new Map<string, unknown>()
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? []
    if (key === undefined || value === undefined) continue
    // Of a key that stands twice the first counts, which is also the one that positions find.
    if (!entries.has(key.value)) entries.set(key.value, plainValue(value))
  }
  return Object.fromEntries(entries)
}

/** An upper bound of the nesting: brackets inside texts count as well. */
function nestingDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if (character === ']' || character === '}') depth--
  }
  return deepest
}
