import path from 'node:path'
import { formatProblems } from '../../claims/formatProblems'
import type { LintProblem } from '../../claims/lintProblem'
import { parseDocument } from '../../claims/parse'
import { schemaProblems } from '../../claims/schemaProblems'
import { InputError } from '../../errors'
import { readInput } from '../../files/readInput'
import { MAX_WRITTEN_BYTES } from '../../files/readRegularFile'
import { sha256 } from '../../json/canonical'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { checkMapping } from './checkMapping'
import { resolveMapping } from './resolveMapping'
import type { Mapping, MappingFile } from './types'

export interface LoadedMapping {
  readonly mapping: Mapping
  /** SHA-256 of the file. */
  readonly digest: string
}

/**
 * Reads a mapping for a claim.
 *
 * @throws InputError where the file cannot be read, and with all problems at once where it is no mapping for the claim
 */
export function loadMapping(file: string, hypothesis: PairedHypothesis): LoadedMapping {
  const bytes = readInput(file, MAX_WRITTEN_BYTES, {
    what: 'the mapping',
    expected: 'a JSON file that says where things stand in the logs (claims/schema/mapping.schema.json)',
    remedy: 'give its path with --mapping, or in the claim'
  })
  const { mapping, problems } = inspectMapping(path.basename(file), bytes, hypothesis)
  if (mapping === null) {
    throw new InputError(`the mapping cannot be used\n\n${formatProblems(problems).trimEnd()}`, { where: file })
  }
  return { mapping, digest: sha256(bytes) }
}

/** Everything that is wrong with a mapping's file; the mapping where nothing is. Never throws. */
export function inspectMapping(
  file: string,
  bytes: Uint8Array,
  hypothesis: PairedHypothesis
): { readonly mapping: Mapping | null; readonly problems: readonly LintProblem[] } {
  // A document like a claim's, with a schema of its own beside theirs.
  const parsed = parseDocument(file, 'mapping', bytes)
  const { document } = parsed
  const ofSchema = document.tree === undefined ? [] : schemaProblems(document)
  // What the parts mean for each other can only be said of parts that have their form.
  const ofParts =
    document.tree === undefined || ofSchema.length > 0
      ? []
      : checkMapping(document, document.value as MappingFile, hypothesis)
  const problems = [...parsed.problems, ...ofSchema, ...ofParts].sort((a, b) => a.line - b.line || a.column - b.column)
  return { mapping: problems.length > 0 ? null : resolveMapping(document.value as MappingFile), problems }
}
