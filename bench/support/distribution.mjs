// The compiled claimcheck that is measured: `--dist`, else CLAIMCHECK_DIST, else dist/ of this checkout.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export function openDistribution(given = process.env.CLAIMCHECK_DIST) {
  const folder = path.resolve(given ?? path.join(root, 'dist'))
  if (!existsSync(path.join(folder, 'engine/index.js'))) {
    throw new Error(`${folder} holds no compiled claimcheck: npm run build, or name another folder with --dist`)
  }
  const require = createRequire(import.meta.url)
  return { folder, root, load: (file) => require(path.join(folder, file)) }
}
