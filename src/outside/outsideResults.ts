import type { OutsideFile, OutsideResult } from './types'

/** What files of outside evidence came to, group by group, by claim; files that hold the same logs' result count once. */
export function outsideResults(files: readonly OutsideFile[]): OutsideResult[] {
  const results = files.flatMap(({ evidence, claims }) =>
    claims.flatMap(({ id, source, hypothesis, about, groups }) =>
      groups.map(
        ({ group, outcome, subtype, effect, runs, settingsUsed, settings, tuned }): [string, OutsideResult] => [
          JSON.stringify([id, evidence.digest, group]),
          {
            claim: id,
            source,
            hypothesis,
            about,
            evidence: evidence.digest,
            group,
            outcome,
            subtype,
            effect,
            runs,
            settingsUsed,
            settings,
            tuned
          }
        ]
      )
    )
  )
  return [...new Map(results)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, result]) => result)
}
