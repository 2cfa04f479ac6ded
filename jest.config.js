const { existsSync } = require('node:fs')
const path = require('node:path')

// Part of the compiled package; unit specs run without it, so that a build is not needed for every change.
const claimReporter = path.join(__dirname, 'dist/jest/reporter.js')

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/specs'],
  testMatch: ['**/*.spec.ts'],
  setupFiles: ['<rootDir>/specs/support/propertySeed.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }
    ]
  },
  reporters: ['default', ...(existsSync(claimReporter) ? [[claimReporter, { name: 'jest' }]] : [])],
  // Modules of a test run in a context of their own, where each look at a global takes long; these are handed to them.
  sandboxInjectedGlobals: ['Array', 'Float64Array', 'Math', 'Object'],
  // Specs that train or spawn wait for other processes; the default of one worker on two cores would idle.
  maxWorkers: '100%',
  testTimeout: 30_000
}
