import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { REPOSITORY } from './project'

/** The Python in which the tests look for the packages of other projects. */
export const PYTHON = process.env.CLAIMCHECK_TEST_PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3')

/** Why a Python with these modules is not here; null where it is. */
export function missingPython(...modules: readonly string[]): string | null {
  const script = `import importlib.util as u, sys; sys.exit(", ".join(m for m in sys.argv[1:] if not u.find_spec(m)) or 0)`
  const { status, stderr, error } = spawnSync(PYTHON, ['-c', script, ...modules], { encoding: 'utf8' })
  if (error !== undefined) return `no ${PYTHON}`
  return status === 0 ? null : `${PYTHON} has no ${stderr.trim().split('\n').at(-1)}`
}

/** Runs a script of `specs/support/python`, or another. @returns what it prints */
export function runPython(script: string, args: readonly string[]): string {
  const file = path.resolve(REPOSITORY, 'specs/support/python', script)
  const { status, stdout, stderr } = spawnSync(PYTHON, [file, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${script}: ${stderr}`)
  return stdout
}
