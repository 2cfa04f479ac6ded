// Compiles src/ to dist/ in two passes. The JavaScript pass drops comments, because a run's identity
// contains a digest of the compiled sources that decide numbers: rewording a comment must not make
// every stored run stale. The declaration pass keeps them, because they are the documentation.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const root = path.resolve(import.meta.dirname, '..')
const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')

rmSync(path.join(root, 'dist'), { recursive: true, force: true })
for (const flags of [['--removeComments'], ['--declaration', '--emitDeclarationOnly']]) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', ...flags], {
    cwd: root,
    stdio: 'inherit'
  })
  if (status !== 0) process.exit(status ?? 1)
}
