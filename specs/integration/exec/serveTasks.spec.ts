import { spawnSync } from 'node:child_process'
import path from 'node:path'

// What it does inside a pool is shown by pool.spec.ts.
test('says so where no pool started the process', () => {
  const hook = path.resolve(__dirname, '../../support/typescriptHook.cjs')
  const child = spawnSync(process.execPath, ['--require', hook, path.join(__dirname, 'worker.fixture.ts')])
  expect(child.status).toBe(1)
  expect(String(child.stderr)).toContain('serveTasks works only in a process that a WorkerPool started')
})
