import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { applyPatch, type Operation } from 'rfc6902'

/** The corpus of malformed claims: each case is a small claims root that is right, and what was done to it. */

const CORPUS = path.resolve(__dirname, '../../../fixtures/malformed-claims')

export interface MalformedCase {
  /** The folder in `bases/` that it starts from. */
  readonly base: string
  /** Files of the base that are missing. */
  readonly without?: readonly string[]
  /** Other or new files: a value, or the text of one that is no JSON. */
  readonly files?: Readonly<Record<string, unknown>>
  /** By file: JSON Patch, RFC 6902. */
  readonly changes?: Readonly<Record<string, readonly Operation[]>>
  /** By file: what no value can say. Bytes are written as Latin-1. */
  readonly edits?: Readonly<Record<string, readonly { readonly replace: string; readonly by: string }[]>>
  /** What the terminal shows, read and found right by a person. */
  readonly expected: string
}

export const BASES: readonly string[] = readdirSync(path.join(CORPUS, 'bases'))

/** By file and name: `text/comment`. */
export const CASES: ReadonlyMap<string, MalformedCase> = new Map(
  readdirSync(path.join(CORPUS, 'cases')).flatMap((file) => {
    const cases = load(readFileSync(path.join(CORPUS, 'cases', file), 'utf8')) as Record<string, MalformedCase>
    return Object.entries(cases).map(([name, one]) => [`${path.parse(file).name}/${name}`, one] as const)
  })
)

export function writeBase(root: string, base: string): void {
  cpSync(path.join(CORPUS, 'bases', base), root, { recursive: true })
}

/**
 * Writes the claims root of a case.
 *
 * @throws Error where it changes what is not there: a case that changes nothing would show nothing
 */
export function writeCase(root: string, name: string): void {
  const { base, without = [], files = {}, changes = {}, edits = {} } = CASES.get(name)!
  const place = (file: string) => path.join(root, ...file.split('/'))
  writeBase(root, base)
  for (const file of without) rmSync(place(file))
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(place(file)), { recursive: true })
    writeFileSync(place(file), typeof content === 'string' ? content : jsonText(content))
  }
  for (const [file, operations] of Object.entries(changes)) {
    const document: unknown = JSON.parse(readFileSync(place(file), 'utf8'))
    const errors = applyPatch(document, [...operations]).filter((error) => error !== null)
    if (errors.length > 0) throw new Error(`${name}: ${file}: ${errors.join('; ')}`)
    writeFileSync(place(file), jsonText(document))
  }
  for (const [file, replacements] of Object.entries(edits)) {
    const text = replacements.reduce(
      (before, { replace, by }) => {
        if (before.split(replace).length !== 2) throw new Error(`${name}: ${file}: not once: ${replace}`)
        return before.replace(replace, () => by)
      },
      readFileSync(place(file), 'latin1')
    )
    writeFileSync(place(file), text, 'latin1')
  }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
