import { InfrastructureError } from '../../errors'
import {
  type ArmRuns,
  EXTERNAL_FORMAT_VERSION,
  type ExternalClaim,
  type ExternalEffect,
  type ExternalFile,
  type ExternalGroup,
  type ExternalResolution,
  type ExternalTuned
} from '../../external/types'
import { writeDurableFile } from '../../files/durableFile'
import { plainTree } from '../../json/plainTree'
import type { AdjudicatedGroup, AdjudicatedTuning, Comparison, EffectNumbers } from '../../kinds/comparison/logs/types'
import type { PairedHypothesis, Resolution } from '../../kinds/comparison/types'
import { claimHash } from '../../load/hash'
import type { AdjudicationReport } from './types'

/**
 * What claims came to on the same logs, without a value of a single run: what can be committed where the logs cannot.
 *
 * @param reports one a claim, at least one, by the same mapping and logs
 */
export function externalOf(reports: readonly AdjudicationReport[]): ExternalFile {
  const { scope, evidence, mapping } = reports[0]!
  const { digest, numFiles } = evidence
  const claims = reports.map(claimOf).sort((a, b) => (a.id < b.id ? -1 : 1))
  return plainTree({
    format: 'claimcheck-external-evidence',
    formatVersion: EXTERNAL_FORMAT_VERSION,
    scope,
    evidence: { description: mapping.content.description, digest, numFiles },
    mapping: { digest: mapping.digest },
    claims
  })
}

/**
 * Writes it, whole or not at all.
 *
 * @param schema path of `external.schema.json` as seen from the file, for editors; null leaves it out
 * @throws InfrastructureError when the file cannot be written
 */
export function writeExternal(file: string, content: ExternalFile, schema: string | null): void {
  const text = JSON.stringify({ ...(schema !== null && { $schema: schema }), ...content }, null, 2)
  try {
    writeDurableFile(file, `${text}\n`, { replace: true })
  } catch (error) {
    throw new InfrastructureError('the aggregate could not be written', {
      where: file,
      expected: 'a file that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another file, or make room'
    })
  }
}

function claimOf(report: AdjudicationReport): ExternalClaim {
  const { claim, outcome, subtype, alpha, familySize, groups, sentences, evidence, warnings } = report
  return {
    id: claim.id,
    hash: claimHash(claim, null),
    source: claim.source.key,
    hypothesis: claim.hypothesis as PairedHypothesis,
    about: [...new Set([...(claim.experiment === null ? [] : [claim.experiment]), ...(claim.logs?.about ?? [])])],
    where: evidence.where,
    outcome,
    subtype,
    alpha,
    familySize,
    groups: groups.map((group, index) => groupOf(group, sentences[index]!)),
    warnings
  }
}

function groupOf(adjudicated: AdjudicatedGroup, sentence: string): ExternalGroup {
  const { group, overall, effect95, settings, directions, tuned } = adjudicated
  return {
    group,
    ...overall.verdict,
    alphaJ: overall.alphaJ,
    sentence,
    effect: effectOf(effect95),
    across: overall.across,
    resolution: overall.resolution === null ? null : resolutionOf(overall.resolution),
    runs: runsOf(overall),
    settingsUsed: overall.settingsUsed,
    settings: overall.settings,
    directions,
    strata: settings.map(({ setting, alone }) => ({
      setting,
      ...alone.verdict,
      effect: effectOf(alone.effect),
      runs: runsOf(alone)
    })),
    tuned: tuned === null ? null : tunedOf(tuned, overall)
  }
}

function resolutionOf({ lowest, highest, step }: Resolution): ExternalResolution {
  return { lowest, highest, step }
}

function tunedOf(
  { select, comparison, effect95, splits, control, treatment }: AdjudicatedTuning,
  overall: Comparison
): ExternalTuned {
  const choicesOf = (choices: AdjudicatedTuning['control']) => choices.map(({ setting, times }) => ({ setting, times }))
  return {
    select,
    ...(comparison === null ? { outcome: null, subtype: null } : comparison.verdict),
    effect: effectOf(effect95),
    splits,
    runs: runsOf(comparison ?? overall),
    control: choicesOf(control),
    treatment: choicesOf(treatment)
  }
}

function effectOf(effect: EffectNumbers | null): ExternalEffect | null {
  return effect === null ? null : { theta: effect.theta, interval: effect.interval, p: effect.p }
}

function runsOf({ control, treatment }: Comparison): ArmRuns {
  return {
    control: control.runs,
    treatment: treatment.runs,
    controlFailures: control.numFailed,
    treatmentFailures: treatment.numFailed
  }
}
