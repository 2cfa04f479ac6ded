import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { statsOf } from '../files/statsOf'
import { plainLine } from '../text/escape'
import type { ProgramCommand } from './types'

/** As the systems have it where no PATH is set. */
const USUAL_PATH = '/usr/bin:/bin'

/**
 * Why a command cannot be started, in plain words; null where nothing speaks against it.
 *
 * @example whyNotStartable({ argv: ['nothing-of-that-name'], shell: false, cwd: '/', env: { PATH: '/bin' } }) // 'there is no program nothing-of-that-name in PATH=/bin'
 */
export function whyNotStartable({ argv, shell, cwd, env }: ProgramCommand): string | null {
  if (!statsOf(cwd)?.isDirectory()) return `there is no folder ${plainLine(cwd)} to start it in`
  // Windows finds programs by rules of its own.
  if (shell || process.platform === 'win32') return null
  const name = argv[0]!
  if (name.includes('/')) return problemOf(path.resolve(cwd, name))
  const searched = env.PATH ?? USUAL_PATH
  const places = (program: string) => searched.split(':').map((folder) => path.resolve(cwd, folder, program))
  const problems = places(name).map(problemOf)
  if (problems.includes(null)) return null
  const denied = problems.find((problem) => !problem!.startsWith(ABSENT))
  if (denied !== undefined) return denied
  const other = places(`${name}3`).some((place) => problemOf(place) === null) ? `; there is ${plainLine(name)}3` : ''
  return `there is no program ${plainLine(name)} in PATH=${plainLine(searched)}${other}`
}

const ABSENT = 'there is no'

function problemOf(file: string): string | null {
  const shown = plainLine(file)
  const stats = statsOf(file)
  if (stats === null) return `${ABSENT} file ${shown}`
  if (!stats.isFile()) return `${shown} is no file that can be executed`
  try {
    accessSync(file, constants.X_OK)
    return null
  } catch {
    return `${shown} may not be executed (chmod +x makes a script executable)`
  }
}
