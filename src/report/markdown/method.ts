/** How a verdict is decided, for a reader who knows statistics but not this program. */
export const METHOD_TEXT = `A claim is one sentence of a source. It is checked by training both optimizers again, several times, from the same seeds: two runs that share initial weights, order of the images and dropout masks are a pair, and the pair is the unit of replication.

- **Comparisons.** For each pair, r is the logarithm of the ratio of the two losses; theta is its centre. A claim states beforehand the smallest difference that matters (its margin). The verdict follows from the paired t interval of theta alone: *reproduced* when the whole interval shows the claimed difference or more, *refuted* when the whole interval shows less, *inconclusive* when it allows both. "Not significant" is never "refuted". An exact sign-flip test has to agree, or the verdict is inconclusive.
- **Failures.** A run that diverges or stays at chance level is counted and compared on its own; it never enters theta, and its seed is never replaced.
- **Shares of seeds.** A claim that an optimizer ends at a point is judged by the exact (Clopper-Pearson) interval of the share of seeds that arrive there.
- **Other kinds.** Contrasts (which arm arrives more often) are decided by exact McNemar tests, rates of regret and ranges by t intervals over seeds, invariants by checking every step, arithmetic by computing it. A claim made of others is reproduced when all of them are, and refuted when one is at a level divided by their number.
- **Adding seeds.** Where a claim says so, seeds are added until it is decided, by a method whose error rate holds however often it is looked at. Seeds enter in their order, whatever finished first; the first look that decides stands, and later runs are listed and not used. Stopping early makes an estimate lie too far out on average; the interval allows for it.
- **Deterministic problems** have no seeds to vary: every starting point has to arrive, and there is no p value.
- **Families.** Claims of one source and one experiment share one error rate. Holm's procedure decides them: with j of m claims decided, the next is tested at alpha/(m - j), and its interval has that level.
- **Registered outcomes.** Each claim states beforehand, by profile, what is expected of it. "As registered" says that the measurement agrees with that, not that the source is right.
- **Exploratory** claims were not registered before their runs as they were judged: nothing keeps them from having been chosen to fit the data. What has changed since a registration is listed with the claim.
- **Provisional** verdicts, from fewer seeds than the claim or the method asks for, never count as registered.
- **Could not run** is no scientific outcome: something was missing or broke.`
