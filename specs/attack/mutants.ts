import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inspectMapping } from '../../src/adjudicate/mapping/loadMapping'
import { formatProblems } from '../../src/claims/formatProblems'
import { InputError } from '../../src/errors'
import { parseExternal } from '../../src/external/loadExternal'
import type { PairedHypothesis } from '../../src/kinds/comparison/types'
import { claimHash } from '../../src/load/hash'
import { inspectFiles } from '../../src/load/lint'
import { resolveClaims } from '../../src/load/load'
import { REPOSITORY } from '../support/project'
import type { Attack, Chance } from './attack'
import { mutated } from './mutate'

const ROOT = path.join(REPOSITORY, 'claims')
const OTHERS = ['schema', 'registrations.json']

/**
 * Files that people write, bent where they have structure: whatever lint lets pass can be used, and what it does not let
 * pass is told in words.
 */
export const MUTANTS: Attack = {
  name: 'mutants',
  what: 'bent claims, experiments, sources, figures, manifests, mappings and evidence: told in words, or usable',
  short: 150,
  long: 20_000,
  open: async () => {
    const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json') && !OTHERS.includes(file.split(path.sep)[0]!))
      .map((file): readonly [string, Buffer] => [file.split(path.sep).join('/'), readFileSync(path.join(ROOT, file))])
    const specs = files.filter(([file]) => !/^(mappings|external)\//.test(file))
    return {
      attempt: async (chance) => {
        const [file, bytes] = chance.pick(files)
        const bent = Buffer.from(JSON.stringify(mutated(JSON.parse(bytes.toString()), chance)) ?? 'null')
        if (file.startsWith('mappings/')) return mappingProblem(file, bent)
        if (file.startsWith('external/')) return externalProblem(file, bent)
        return specProblem(related(specs, file, chance).concat([[file, bent]]))
      }
    }
  }
}

/** A few other files beside the one that is bent: all of them would take a second an attempt. */
function related(
  files: readonly (readonly [string, Buffer])[],
  bent: string,
  chance: Chance
): (readonly [string, Buffer])[] {
  const own = files.find(([file]) => file === bent)![1].toString()
  return files.filter(([file]) => {
    if (file === bent) return false
    const [folder, name] = file.replace(/\.json$/, '').split('/') as [string, string]
    const isNamed = own.includes(`"${name}"`) || own.includes(`"${folder}/${name}"`) || own.includes(`"${folder}"`)
    return name === 'source' ? isNamed : isNamed && chance.below(3) > 0
  })
}

function specProblem(files: readonly (readonly [string, Buffer])[]): string | null {
  const inspection = inspectFiles(files)
  const text = formatProblems(inspection.problems)
  if (/undefined|\[object Object\]/.test(text.replace(/received: .*/g, ''))) return `words that say nothing:\n${text}`
  if (inspection.problems.some(({ severity }) => severity === 'error')) return null
  const { claims, experiments } = resolveClaims(inspection)
  for (const claim of claims) {
    claimHash(claim, claim.experiment === null ? null : (experiments.get(claim.experiment) ?? null))
  }
  return null
}

function mappingProblem(file: string, bytes: Uint8Array): string | null {
  const hypothesis = { kind: 'lower', metric: 'test.loss', treatment: 'a', control: 'b' } as PairedHypothesis
  const { mapping, problems } = inspectMapping(file, bytes, hypothesis)
  return mapping === null && problems.length === 0 ? 'no mapping, and no problem either' : null
}

function externalProblem(file: string, bytes: Uint8Array): string | null {
  try {
    parseExternal(file, bytes)
    return null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
