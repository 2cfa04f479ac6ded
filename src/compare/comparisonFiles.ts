import type { SourceFile } from '../claims/fileTypes'
import type { ClaimFile } from '../kinds'
import { filesNamed } from '../programs/consent'
import { DEFAULT_PASS } from '../programs/programEnvironment'
import type { ProgramFile } from '../runs/program/types'
import { minPairsSignFlip } from '../stats/reach'
import { comparedArms } from './comparedArms'
import { metricName } from './metricWords'
import type { ComparisonQuestion } from './types'

/** A comparison of two commands, written down. */
export interface ComparisonFiles {
  readonly source: SourceFile
  readonly claim: ClaimFile
  readonly experiment: ProgramFile
  /** Options of the commands whose value became the folder of the run. */
  readonly folders: readonly string[]
}

/**
 * The claim and the experiment that a comparison of two commands is: pairs are added until it is decided, looked at after
 * every one, with an error rate that holds over all looks.
 *
 * @param id of the claim
 * @param cwd where the commands would be typed: files there that they name are inputs, whose content decides the runs
 * @throws InputError as `comparedArms` does
 */
export function comparisonFiles(id: string, question: ComparisonQuestion, cwd: string): ComparisonFiles {
  const [key, slug] = id.split('/') as [string, string]
  const { control, treatment, experiment, folders } = comparedArms(question.control, question.treatment)
  const { metric: logged, better, margin, alpha, pairs, pass } = question
  const metric = metricName(logged)
  const commands = [experiment.command, ...Object.values(experiment.arms).map((arm) => arm.command ?? [])].flat()
  const inputs = [...filesNamed({ command: commands }, cwd), ...question.inputs]
  return {
    source: { key, citation: 'Two commands, compared by claimcheck compare' },
    claim: {
      id,
      source: {
        locator: 'the command line',
        extension: true,
        paraphrase: `${treatment} ends ${better} than ${control}.`
      },
      statement: `${treatment} ends at a ${better} ${metric} than ${control}.`,
      experiment: slug,
      hypothesis: { kind: better, metric, treatment, control, margin },
      decision: {
        alpha,
        mode: 'anytime-valid',
        method: 'sign-flip',
        seeds: { min: Math.min(minPairsSignFlip(alpha), pairs), max: pairs }
      },
      expected: {}
    },
    experiment: {
      id: slug,
      kind: 'program',
      description: `Two commands: ${question.control} and ${question.treatment}.`,
      sourceProtocol: 'As the commands say.',
      ...experiment,
      metrics: { [metric]: { from: logged, better } },
      ...(inputs.length > 0 && { inputs }),
      ...(pass.length > 0 && { environment: { pass: [...DEFAULT_PASS, ...pass] } })
    },
    folders
  }
}
