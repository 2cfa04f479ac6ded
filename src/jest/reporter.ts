import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildReport } from '../report/build'
import { countsWords, registrationWords } from '../report/words'
import { writeReport } from '../report/write'
import { announceResultsFolder, gatherResults } from './results'

export interface ClaimReporterOptions {
  /** Folder of reports; default `reports` in the project's root. */
  readonly folder?: string
  /** Name of the report's folder in it; default `jest`. */
  readonly name?: string
}

/**
 * A Jest reporter that writes the reproducibility report of all claims that `describeClaims` tested, and prints how
 * many had which verdict.
 *
 * @example (not run) reporters: ['default', ['claimcheck/jest/reporter', { name: 'jest' }]]
 */
export default class ClaimReporter {
  readonly #target: string
  #results: string | null = null

  constructor(globalConfig: { readonly rootDir: string }, options: ClaimReporterOptions = {}) {
    this.#target = path.resolve(globalConfig.rootDir, options.folder ?? 'reports', options.name ?? 'jest')
  }

  onRunStart(): void {
    this.#results = mkdtempSync(path.join(tmpdir(), 'claimcheck-results-'))
    announceResultsFolder(this.#results)
  }

  onRunComplete(): void {
    if (this.#results === null) return
    const input = gatherResults(this.#results)
    rmSync(this.#results, { recursive: true, force: true })
    if (input === null) return
    const report = buildReport(input)
    const paths = writeReport(this.#target, report)
    const lines = [countsWords(report.counts), registrationWords(report.counts)]
    process.stderr.write(`\n${lines.join('\n')}\nReport: ${path.relative(process.cwd(), paths.markdown)}\n`)
  }
}
