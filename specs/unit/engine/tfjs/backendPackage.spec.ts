import { existsSync } from 'node:fs'
import path from 'node:path'
import { TFJS_BACKENDS } from '../../../../src/engine/tfjs/backendNames'
import { installRemedy, packageFolder, repairRemedy } from '../../../../src/engine/tfjs/backendPackage'

test.each(['wasm', 'cpu'] as const)('packageFolder finds the dependency for %s', (backend) => {
  expect(existsSync(path.join(packageFolder(backend)!, 'package.json'))).toBe(true)
})

test.each(TFJS_BACKENDS)('the remedy for %s is a command', (backend) => {
  expect(installRemedy(backend)).toMatch(/^npm install @tensorflow\/tfjs-/)
  expect(repairRemedy(backend)).toMatch(/^npm rebuild .*@tensorflow\/tfjs-/)
})
