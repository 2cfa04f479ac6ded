import { InfrastructureError } from '../../errors'
import { changedInputs, type Inputs, inputsDigest } from '../../programs/inputs'
import type { ProgramConduct, ProgramRunSpec } from '../../runs/program/types'

/** Of a run that is to be executed: somebody has looked where its program lies. */
export type PlacedConduct = ProgramConduct & { readonly folder: string }

/** As this process last read them: what nobody wrote to since is not read again. */
const known = new Map<string, Inputs>()

/**
 * Sees to it that what decides a run is still what it was planned with: a run whose inputs changed is one of nobody knows
 * what.
 *
 * @param when in words: `while it ran`
 * @throws InfrastructureError that names the files
 */
export function requireUnchanged(
  spec: ProgramRunSpec,
  { folder, inputs, data }: PlacedConduct,
  when: string,
  runFolder: string
): void {
  for (const [name, globs, planned] of [
    ['inputs', inputs, spec.inputs],
    ['data', data, spec.data]
  ] as const) {
    if (planned === null) continue
    const place = JSON.stringify([folder, globs])
    const before = known.get(place)
    const changed = before === undefined ? [] : changedInputs(before, folder, globs, name)
    const now = before === undefined || changed.length > 0 ? inputsDigest(folder, globs, name) : before
    known.set(place, now)
    if (now.digest === planned) continue
    throw new InfrastructureError(`the ${name} of a run changed ${when}`, {
      where: runFolder,
      expected: `the same ${globs.join(', ')} from the plan to the end of the run`,
      received:
        changed.length > 0
          ? `other content of ${changed.slice(0, 10).join(', ')}`
          : `digest ${now.digest}, planned was ${planned}`,
      remedy: 'run the same command again, and leave these files alone meanwhile'
    })
  }
}
