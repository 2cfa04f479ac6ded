import type { SourceFile } from '../claims/fileTypes'
import type { ClaimFile } from '../kinds'
import { commandWords } from '../programs/commandWords'
import { filesNamed } from '../programs/consent'
import { recogniseCommand } from '../programs/recogniseCommand'
import type { ProgramFile } from '../runs/program/types'
import { betterOf, defaultMargin, metricName } from './metricWords'

/** A claim and an experiment to start from, and what was made of the command. */
export interface CommandStart {
  readonly source: SourceFile
  readonly claim: ClaimFile
  readonly experiment: ProgramFile
  /** Names of the settings that were found. */
  readonly settings: readonly string[]
  /** The one that tells the arms apart; null where there is none. */
  readonly compared: string | null
  readonly hasSeed: boolean
}

/** Names under which programs know what is usually compared, what is so most often first. */
const COMPARED = [
  /^(?:.*[._-])?(?:opt(?:im(?:izer)?)?|method|algo(?:rithm)?|model|arch|loss)$/i,
  /^(?:.*[._-])?(?:lr|learning[_-]?rate)$/i
]

/**
 * A claim on a program of the user's own, to edit: its settings are found in the command, two arms differ in the one that looks
 * most like what is compared, and the metric is one that the program was seen to log.
 *
 * @param metrics that it logs; empty where it was not tried
 * @throws InputError for a command that cannot be started without a shell
 */
export function startFromCommand(id: string, line: string, metrics: readonly string[], cwd: string): CommandStart {
  const [key, slug] = id.split('/') as [string, string]
  const { words, settings, hasSeed } = recogniseCommand(commandWords(line))
  const names = Object.keys(settings)
  const compared = COMPARED.flatMap((known) => names.find((name) => known.test(name)) ?? [])[0] ?? names[0] ?? null
  const logged = mainMetric(metrics)
  const metric = metricName(logged)
  const better = betterOf(metric)
  const inputs = filesNamed({ command: words }, cwd)
  const shared = Object.fromEntries(Object.entries(settings).filter(([name]) => name !== compared))
  return {
    settings: names,
    compared,
    hasSeed,
    source: { key, citation: 'Replace: authors, title, venue, year' },
    claim: {
      id,
      source: {
        locator: 'Replace: where in the source the claim stands',
        quote: 'Replace: the sentence, verbatim. Not read? Then "paraphrase" and "via" instead.'
      },
      statement: `Replace: the treatment ends at a ${better} ${metric} than the control.`,
      experiment: slug,
      hypothesis: { kind: better, metric, treatment: 'treatment', control: 'control', margin: defaultMargin(metric) },
      decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 10 } },
      expected: {}
    },
    experiment: {
      id: slug,
      kind: 'program',
      description: 'Replace: what the program does.',
      sourceProtocol: 'Replace: how the source ran it.',
      command: words,
      ...(Object.keys(shared).length > 0 && { settings: shared }),
      arms:
        compared === null
          ? { control: {}, treatment: { command: [...words, 'Replace: what is different'] } }
          : {
              control: { settings: { [compared]: settings[compared]! } },
              treatment: { settings: { [compared]: otherThan(settings[compared]!) } }
            },
      metrics: { [metric]: { from: logged, better } },
      ...(inputs.length > 0 && { inputs })
    }
  }
}

/** Something to replace, of the same type. */
function otherThan(value: string | number): string | number {
  return typeof value === 'number' ? value / 10 : 'Replace'
}

/** Of what was not trained on, before what was; losses and accuracies before all else. */
function mainMetric(metrics: readonly string[]): string {
  const rank = (name: string) =>
    2 * Number(/loss|acc|error|score|reward|return/i.test(name)) + Number(/test|eval|val/i.test(name))
  return metrics.toSorted((a, b) => rank(b) - rank(a))[0] ?? 'loss'
}
