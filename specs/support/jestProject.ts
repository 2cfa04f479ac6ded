import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from './project'

const JEST = path.join(path.dirname(require.resolve('jest/package.json')), 'bin/jest.js')

/** What `jest --json` says of a test file, as far as the specs read it. */
interface FileResult {
  readonly name: string
  /** Of a test file that could not be collected. */
  readonly message: string
  readonly assertionResults: readonly {
    readonly ancestorTitles: readonly string[]
    readonly title: string
    readonly status: 'passed' | 'failed' | 'pending'
    readonly failureMessages: readonly string[]
  }[]
}

interface JestRun {
  readonly files: readonly FileResult[]
  readonly tests: FileResult['assertionResults']
  /** What a terminal shows. */
  readonly output: string
  readonly status: number | null
}

/** A user's project that tests its claims with Jest. */
export class JestProject extends Project {
  constructor() {
    super()
    this.write('package.json', { name: 'of-a-user', private: true })
    this.write('jest.config.json', {
      transform: {},
      testMatch: ['**/*.spec.js'],
      reporters: ['default', 'claimcheck/jest/reporter']
    })
  }

  /** Makes packages of this repository, or the repository itself as `claimcheck`, dependencies of the project. */
  link(...packages: readonly string[]): void {
    mkdirSync(this.path('node_modules'), { recursive: true })
    for (const name of packages) {
      const target = name === 'claimcheck' ? REPOSITORY : path.join(REPOSITORY, 'node_modules', name)
      symlinkSync(target, this.path('node_modules', name), 'junction')
    }
  }

  /** A test file that describes the claims of a glob. */
  describeClaims(file: string, glob: string, options: Readonly<Record<string, unknown>> = {}): void {
    const call = `describeClaims(${JSON.stringify(glob)}, ${JSON.stringify(options)})`
    this.write(file, `const { describeClaims } = require('claimcheck/jest')\n${call}\n`)
  }

  /** Runs the project's tests with the Jest of this repository. */
  jest(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): JestRun {
    const results = this.path('jest-results.json')
    const { stderr, stdout, status } = spawnSync(
      process.execPath,
      [JEST, '--ci', '--json', `--outputFile=${results}`, ...args],
      { cwd: this.folder, env: this.env({ FORCE_COLOR: '0', ...env }), encoding: 'utf8' }
    )
    const { testResults: files } = JSON.parse(readFileSync(results, 'utf8')) as { testResults: readonly FileResult[] }
    return { files, tests: files.flatMap((file) => file.assertionResults), output: stdout + stderr, status }
  }
}
