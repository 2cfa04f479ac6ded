import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildReport } from '../report/data/build'
import type { Report, ReportInput } from '../report/data/types'
import { countsWords, expectationWords } from '../report/words'
import { writeReport } from '../report/write'
import { plainLine, shorten } from '../text/escape'
import { announceResultsFolder, gatherResults } from './results'

export interface ClaimReporterOptions {
  /** Folder of reports; default `reports` in the project's root. */
  readonly folder?: string
  /** Name of the report's folder in it; default `jest`. */
  readonly name?: string
}

/**
 * A Jest reporter that writes the reproducibility report of all claims that `describeClaims` tested, and prints how
 * many had which verdict. Test files that verify with another claims root, profile or engine get a report of their own:
 * `<name>-1`, `<name>-2`.
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

  async onRunComplete(): Promise<void> {
    if (this.#results === null) return
    const inputs = gatherResults(this.#results)
    rmSync(this.#results, { recursive: true, force: true })
    for (const [index, input] of inputs.entries()) {
      await this.#publish(input, inputs.length === 1 ? this.#target : `${this.#target}-${index + 1}`)
    }
  }

  async #publish(input: ReportInput, folder: string): Promise<void> {
    const report = buildReport(input)
    const { markdown } = await writeReport(folder, report)
    process.stderr.write(`\n${summary(report).join('\n')}\nReport: ${path.relative(process.cwd(), markdown)}\n`)
  }
}

/** With several test files Jest shows no titles, so what could not run is named here. */
function summary({ profile, counts, claims }: Report): string[] {
  const missing = claims.flatMap((entry) =>
    entry.kind === 'could-not-run'
      ? [
          `could-not-run: ${entry.claim.id}: ${shorten(plainLine(entry.reason), 300)}`,
          `  to mend: ${plainLine(entry.remedy)}`
        ]
      : []
  )
  return [...missing, `profile ${profile}: ${countsWords(counts)}`, expectationWords(counts)]
}
