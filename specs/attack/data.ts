import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadDataset } from '../../src/data/load'
import { verifyDataset } from '../../src/data/verify'
import { InputError, UnavailableError } from '../../src/errors'
import { sha256 } from '../../src/json/canonical'
import { tinyDataset, writeFiles } from '../unit/data/tiny-dataset'
import type { Attack, Chance } from './attack'
import { damaged } from './mutate'

const TINY = tinyDataset()
const NAMES = Object.keys(TINY.contents)

/** Images and labels are those that were published, whole, or none: never a part of them, and never others. */
export const DATA: Attack = {
  name: 'data',
  what: 'files of a data set torn, flipped, gone, exchanged, or no files at all: never trained on, and told in words',
  short: 100,
  long: 3000,
  open: async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-data-'))
    const whole = imagesIn(folder, 'whole', () => undefined)
    if (whole === null) throw new Error('the data set cannot be read to begin with')
    let count = 0
    return {
      attempt: async (chance) => {
        const images = imagesIn(folder, String(count++), (place) => void spoil(place, chance))
        return images === null || images === whole ? null : 'other images than the published ones'
      },
      close: () => rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** @returns a digest of all images and labels; null where they are refused, in words */
function imagesIn(folder: string, name: string, spoilIn: (place: string) => void): string | null {
  const environment = { CLAIMCHECK_DATA_DIR: path.join(folder, name), CLAIMCHECK_CACHE_DIR: path.join(folder, name) }
  const place = path.join(folder, name, TINY.description.name)
  writeFiles(place, name === 'whole' ? TINY.contents : {})
  spoilIn(place)
  try {
    const { ok } = verifyDataset(TINY.description, environment)
    const { trainingFile, testFile } = loadDataset(TINY.description, environment)
    if (!ok) throw new Error('a data set is loaded of which "data verify" says that it is not whole')
    const parts = [trainingFile, testFile].flatMap(({ pixels, labels }) =>
      [pixels, labels].map((values) => sha256(Buffer.from(values)))
    )
    return sha256(Buffer.from(parts.join()))
  } catch (error) {
    if (error instanceof InputError || error instanceof UnavailableError) return null
    throw error
  } finally {
    rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

/** Writes the files, plain or compressed, with one of them not as it should be. */
function spoil(place: string, chance: Chance): void {
  const names = NAMES.map((name) => [name, chance.below(2) === 0] as const)
  const bytesOf = (name: string, isPacked: boolean) => (isPacked ? TINY.compressed : TINY.contents)[name]!
  const files = Object.fromEntries(
    names.map(([name, isPacked]) => [isPacked ? `${name}.gz` : name, bytesOf(name, isPacked)])
  )
  writeFiles(place, files)
  const victim = chance.pick(Object.keys(files))
  const file = path.join(place, victim)
  rmSync(file)
  switch (chance.below(8)) {
    case 0:
      return
    case 1:
      mkdirSync(file)
      return
    case 2:
      execFileSync('mkfifo', [file])
      return
    case 3:
      symlinkSync(chance.pick(['/dev/zero', '/nowhere', '.', victim]), file)
      return
    case 4:
      writeFileSync(file, files[chance.pick(Object.keys(files))]!)
      return
    default:
      writeFileSync(file, damaged(files[victim]!, chance))
  }
}
