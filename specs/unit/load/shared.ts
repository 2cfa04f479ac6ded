import type { LintProblem } from '../../../src/claims/lintProblem'
import { KINDS } from '../../../src/kinds'
import { inspectFiles } from '../../../src/load/lint'
import { memoryFile } from '../claims/documents'

/** A claims root in memory whose claims leave to their source and their experiment what they share. */

export const SOURCE = { key: 'paper', citation: 'A. Author: A title. 2018.' }

export function assumption(topic: string, choice = 'this') {
  return { topic, gap: 'not stated', choice, alternatives: ['that'] }
}

/** What `claimcheck new` starts from, as if somebody had written it. */
function written<T>(start: T): T {
  return JSON.parse(JSON.stringify(start).replaceAll('Replace: ', ''))
}

/** A comparison of two arms on the experiment `digits`; what is undefined is left out. */
export function claimFile(name: string, parts: object = {}, source: object = {}) {
  const { hypothesis, statement } = written(KINDS.lower.start!.claim)
  return memoryFile(`paper/${name}.json`, {
    id: `paper/${name}`,
    source: { locator: 'Figure 1', quote: 'lower', ...source },
    statement,
    experiment: 'digits',
    hypothesis,
    decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 20 } },
    ...parts
  })
}

export function experimentFile(parts: object = {}) {
  const { assumptions: _, ...experiment } = written(KINDS.lower.start!.experiment!('digits'))
  return memoryFile('experiments/digits.json', { ...experiment, ...parts })
}

export function sourceFile(parts: object = {}) {
  const source = { ...SOURCE, ...parts }
  return memoryFile(`${source.key}/source.json`, source)
}

/** `paper/a.json $.source.via error: there is no such source` */
export function problemsOf(...files: ReturnType<typeof memoryFile>[]): string[] {
  return inspectFiles(files).problems.map(inWords)
}

function inWords({ file, path, severity, message }: LintProblem): string {
  return `${file} ${path} ${severity}: ${message}`
}
