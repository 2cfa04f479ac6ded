import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const ROOT = path.resolve(__dirname, '../..')

interface Listed {
  readonly packages: readonly { readonly name: string; readonly licence: string; readonly installScript: boolean }[]
}

function licences(env: NodeJS.ProcessEnv = {}) {
  const script = path.join(ROOT, 'scripts/licences.mjs')
  return spawnSync(process.execPath, [script, '--json'], { encoding: 'utf8', env: { ...process.env, ...env } })
}

const { stdout, stderr, status } = licences()
const { packages } = JSON.parse(stdout) as Listed

describe('what is installed with claimcheck', () => {
  it('has licences that ask for nothing but their text', () => {
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
    const names = packages.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)))
    expect(names).not.toContain('jest')
  })

  it('are told in words too', () => {
    const told = spawnSync(process.execPath, [path.join(ROOT, 'scripts/licences.mjs')], { encoding: 'utf8' })
    expect([told.status, told.stderr]).toEqual([0, ''])
    expect(told.stdout).toMatch(/^MIT: \d+ packages$/m)
    expect(told.stdout).toMatch(/^install scripts: .*onnxruntime-node/m)
  })

  it('runs programs when it is installed only where docs/security.md says why', () => {
    const security = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8')
    const justified = [...security.matchAll(/^\| `([^`]+)` \| /gm)].map(([, name]) => name!)
    const scripts = packages.filter(({ installScript }) => installScript).map(({ name }) => name)
    expect(justified.sort()).toEqual(scripts.sort())
  })

  it('would not pass with another licence, or none', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-licences-'))
    try {
      const lock = (license: string | undefined, dev = false) => {
        const file = path.join(folder, 'package-lock.json')
        writeFileSync(
          file,
          JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0', license, dev } } })
        )
        return licences({ CLAIMCHECK_LOCK_FILE: file })
      }
      expect(lock('GPL-3.0-only')).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/^a 1.0.0 has the licence GPL/)
      })
      expect(lock(undefined).status).toBe(1)
      expect(lock('MIT AND GPL-3.0-only').status).toBe(1)
      expect(lock('(GPL-3.0-only OR MIT)').status).toBe(0)
      expect(lock('GPL-3.0-only', true).status).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
