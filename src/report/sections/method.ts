import { em, type Line, list, paragraph, type Section, strong, words } from '../../document/document'
import { isFromElsewhere } from '../../kinds'
import type { Context } from './context'

/** How a verdict is decided, for a reader who knows statistics but not this program. */
export function method({ report: { scope, claims }, links }: Context): Section {
  const isFromLogs = claims.some((entry) => entry.kind === 'judged' && isFromElsewhere(entry.claim, entry.judgement))
  const label = 'What a verdict speaks of:'
  return {
    anchor: 'method',
    title: 'Method',
    // In a text it has been said before.
    blocks: [
      paragraph(PAIRS),
      list(isFromLogs ? [...RULES, LOGS] : RULES),
      paragraph([links === null ? label : strong(label), ' ', scope])
    ]
  }
}

const PAIRS =
  'A claim is one sentence of a source. It is checked by training both optimizers again, several times, from the same seeds: two runs that share initial weights, order of the images and dropout masks are a pair, and the pair is the unit of replication.'

const LOGS = words`${strong('Logs.')} A claim that names no experiment is judged by runs that logs record: nothing is run for it, and what made the logs was not seen here. Pairs are runs of one seed where the mapping says so; else the arms are compared unpaired, by Welch's interval with the exact permutation test as its co-check. Over several settings theta is the average, and groups of runs are questions of their own in the claim's family.`

const RULES: readonly Line[] = [
  words`${strong('Comparisons.')} For each pair, r is the logarithm of the ratio of the two losses; theta is its centre. A claim states beforehand the smallest difference that matters (its margin). The verdict follows from the paired t interval of theta: ${em('reproduced')} when the whole interval shows the claimed difference or more, ${em('refuted')} when the whole interval shows less, ${em('below-margin')} when it shows less and yet the claimed direction (then the claim neither holds nor does not), ${em('inconclusive')} when it allows both. "Not significant" is never "refuted". An exact sign-flip test, and p with the skewness of the differences allowed for, have to agree, or the verdict is inconclusive; so it is where at least half of the differences are equal, or where times are known too coarsely.`,
  words`${strong('Maps.')} A claim over all settings of a grid asks for a majority of them, each judged as a comparison at a share of the level that makes the whole one test, however the settings depend on each other. What single settings show is exploratory.`,
  words`${strong('Failures.')} A run that diverges or stays at chance level (in its training loss both after the last epoch and over its minibatches) is counted and compared on its own; it never enters theta, and its seed is never replaced. Where the arm that the losses favour is shown to fail more often by more than a margin, the verdict is inconclusive.`,
  words`${strong('Shares of seeds.')} A claim that an optimizer ends at a point is judged by the exact (Clopper-Pearson) interval of the share of seeds that arrive there.`,
  words`${strong('Other kinds.')} Contrasts (which arm arrives more often) are decided by exact McNemar tests, rates of regret and ranges by t intervals over seeds (a share of runs in a range by its exact interval, one further run by the prediction interval), invariants by checking every step, arithmetic by computing it. A claim made of others is reproduced when all of them are, refuted when one is at a level divided by their number, and below-margin when all are reproduced but for some that are below-margin.`,
  words`${strong('Adding seeds.')} Where a claim says so, seeds are added until it is decided, by a method whose error rate holds however often it is looked at. Seeds enter in their order, whatever finished first; the first look that decides stands, and later runs are listed and not used. Stopping early makes an estimate lie too far out on average; the interval allows for it.`,
  words`${strong('Deterministic problems')} have no seeds to vary: every starting point has to arrive, and there is no p value.`,
  words`${strong('Families.')} Claims of one source and one experiment share one error rate. Holm's procedure decides them: with j of m claims decided, the next is tested at alpha/(m - j), and its interval has that level. What the errors of all families come to together is said under ${em('Errors of the whole report')}.`,
  words`${strong('Expected outcomes.')} Each claim states beforehand, by profile, what is expected of it. "As expected" says that the measurement agrees with that, not that the source is right.`,
  words`${strong('Exploratory')} claims were not registered before their runs as they were judged: nothing keeps them from having been chosen to fit the data. What has changed since a registration is listed with the claim.`,
  words`${strong('Provisional')} verdicts, from fewer seeds than the claim or the method asks for, never count as expected. With fewer pairs than the exact test needs at the level of its family, a claim counts as ${em('not measured')}.`,
  words`${strong('Could not run')} is no scientific outcome: something was missing or broke.`
]
