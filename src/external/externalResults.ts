import type { ExternalFile, ExternalResult } from './types'

/** What files of external evidence came to, group by group, by claim; files that hold the same logs' result count once. */
export function externalResults(files: readonly ExternalFile[]): ExternalResult[] {
  const results = files.flatMap(({ evidence, claims }) =>
    claims.flatMap(({ id, source, hypothesis, about, groups }) =>
      groups.map(
        ({ group, outcome, subtype, effect, runs, settingsUsed, settings, tuned }): [string, ExternalResult] => [
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
