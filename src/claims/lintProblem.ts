import { type JsonPath, nodeAt, positionOf, type SpecDocument } from './document'

export { didYouMean, listOf, oneOf } from '../text/wordLists'
export type { JsonPath }

/** One thing that is wrong, or doubtful, in a claim's or experiment's file. */
export interface LintProblem {
  /** A warning does not keep the claim from being used. */
  readonly severity: 'error' | 'warning'
  /** Relative to the claims root, with forward slashes. */
  readonly file: string
  /** Both from 1. */
  readonly line: number
  readonly column: number
  /** `$.hypothesis.margin.relative`. */
  readonly path: string
  readonly message: string
  readonly expected: string
  readonly received: string
  /** What to do. */
  readonly remedy: string
}

export interface ProblemText {
  readonly message: string
  readonly expected: string
  /** Left out: the value that stands at the path. */
  readonly received?: string
  readonly remedy: string
  readonly severity?: LintProblem['severity']
  /** Point at the property's key instead of its value. */
  readonly atKey?: boolean
}

/** A problem at a path of a document; where the path does not exist, at the nearest parent that does. */
export function problemAt(document: SpecDocument, path: JsonPath, text: ProblemText): LintProblem {
  let known = path
  while (known.length > 0 && nodeAt(document, known) === undefined) known = known.slice(0, -1)
  const node = nodeAt(document, known)
  const property = node?.parent?.type === 'property' ? node.parent : undefined
  const anchor = text.atKey && property !== undefined ? property.children?.[0] : node
  return {
    severity: text.severity ?? 'error',
    file: document.file,
    ...positionOf(document, anchor?.offset ?? 0),
    path: formatPath(path),
    message: text.message,
    expected: text.expected,
    received: text.received ?? (known.length === path.length ? excerpt(document, node) : 'nothing'),
    remedy: text.remedy
  }
}

/** @example formatPath(['grid', 'beta2', 0]) // '$.grid.beta2[0]' */
export function formatPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return /^[A-Za-z_$][\w$-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
  })
  return `$${steps.join('')}`
}

const MAX_EXCERPT = 60

function excerpt(
  document: SpecDocument,
  node: { readonly offset: number; readonly length: number } | undefined
): string {
  if (node === undefined) return 'nothing'
  const text = document.text.slice(node.offset, node.offset + node.length).replace(/\s+/g, ' ')
  return text.length <= MAX_EXCERPT ? text : `${text.slice(0, MAX_EXCERPT - 3)}...`
}
