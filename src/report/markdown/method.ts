/** How a verdict is decided, for a reader who knows statistics but not this program. */
export const METHOD_TEXT = `A claim is one sentence of a source. It is checked by training both optimizers again, several times, from the same seeds: two runs that share initial weights, order of the images and dropout masks are a pair, and the pair is the unit of replication.

- **Comparisons.** For each pair, r is the logarithm of the ratio of the two losses; theta is its centre. A claim states beforehand the smallest difference that matters (its margin). The verdict follows from the paired t interval of theta alone: *reproduced* when the whole interval shows the claimed difference or more, *refuted* when the whole interval shows less, *inconclusive* when it allows both. "Not significant" is never "refuted". An exact sign-flip test has to agree, or the verdict is inconclusive.
- **Failures.** A run that diverges or stays at chance level is counted and compared on its own; it never enters theta, and its seed is never replaced.
- **Shares of seeds.** A claim that an optimizer ends at a point is judged by the exact (Clopper-Pearson) interval of the share of seeds that arrive there.
- **Deterministic problems** have no seeds to vary: every starting point has to arrive, and there is no p value.
- **Families.** Claims of one source and one experiment share one error rate. Holm's procedure decides them: with j of m claims decided, the next is tested at alpha/(m - j), and its interval has that level.
- **Registered outcomes.** Each claim states beforehand, by profile, what is expected of it. "As registered" says that the measurement agrees with that, not that the source is right.
- **Provisional** verdicts, from fewer seeds than the claim or the method asks for, never count as registered.
- **Could not run** is no scientific outcome: something was missing or broke.`
