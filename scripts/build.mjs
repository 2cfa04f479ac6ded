// Compiles src/ to dist/ in two passes. The JavaScript pass drops comments, because a run's identity
// contains a digest of the compiled sources that decide numbers: rewording a comment must not make
// every stored run stale. The declaration pass keeps them, because they are the documentation.
// The result takes dist's place only when it is complete, so that a failed build leaves the last good one.
import { spawnSync } from 'node:child_process'
import { chmodSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const root = path.resolve(import.meta.dirname, '..')
const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
const target = path.join(root, 'dist')
const fresh = path.join(root, `.build-${process.pid}`)
const old = `${fresh}-old`
const remove = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

try {
  for (const flags of [['--removeComments'], ['--declaration', '--emitDeclarationOnly']]) {
    const command = [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh, ...flags]
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' })
    if (status !== 0) process.exitCode = status ?? 1
  }
  if (process.exitCode === undefined) replace()
} finally {
  remove(fresh)
  remove(old)
}

function replace() {
  try {
    renameSync(target, old)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  // npm makes the command executable once, when it links it: every later build has to.
  chmodSync(path.join(fresh, 'cli', 'main.js'), 0o755)
  renameSync(fresh, target)
}
