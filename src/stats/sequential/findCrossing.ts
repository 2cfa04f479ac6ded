const MAX_STEPS = 200

/** Two points, f < 0 at one and f >= 0 at the other, on either side of it. */
export interface Bracket {
  readonly inside: number
  readonly fInside: number
  readonly outside: number
  readonly fOutside: number
}

/** The bracket of f from `inside` to `outside`. */
export function bracketOf(f: (x: number) => number, inside: number, outside: number): Bracket {
  return { inside, fInside: f(inside), outside, fOutside: f(outside) }
}

/**
 * Closes a bracket in on a point where f passes through 0: regula falsi (Illinois), and a bisection wherever three
 * steps have not halved the bracket. f need not be continuous.
 *
 * @param tolerance the largest |inside - outside| of the answer; 0 goes down to neighbouring numbers
 * @example findCrossing((x) => x * x - 2, { inside: 0, fInside: -2, outside: 2, fOutside: 2 }, 1e-12).outside // 1.414213562373...
 * @see Dowell & Jarratt 1971
 */
export function findCrossing(f: (x: number) => number, bracket: Bracket, tolerance: number): Bracket {
  let { inside, fInside, outside, fOutside } = bracket
  // The values that the chord is drawn through: an end that stays for a second time counts half (Illinois).
  let [chordInside, chordOutside] = [fInside, fOutside]
  let moved: 'inside' | 'outside' | null = null
  let width = Math.abs(outside - inside)
  for (let step = 1; step <= MAX_STEPS && Math.abs(outside - inside) > tolerance; step++) {
    const middle = inside + (outside - inside) / 2
    if (middle === inside || middle === outside) break
    const isStuck = step % 4 === 0 && Math.abs(outside - inside) > width / 2
    if (step % 4 === 0) width = Math.abs(outside - inside)
    const share = chordInside / (chordInside - chordOutside)
    const x = isStuck ? middle : between(inside, outside, share, tolerance)
    const value = f(x)
    if (value < 0) {
      ;[inside, fInside, chordInside] = [x, value, value]
      if (moved === 'inside') chordOutside /= 2
      moved = 'inside'
    } else {
      ;[outside, fOutside, chordOutside] = [x, value, value]
      if (moved === 'outside') chordInside /= 2
      moved = 'outside'
    }
  }
  return { inside, fInside, outside, fOutside }
}

/** That share of the way, but half a tolerance from either end, so that one more step can close the bracket. */
function between(from: number, to: number, share: number, tolerance: number): number {
  const middle = from + (to - from) / 2
  // an infinite value gives no chord
  if (!(share > 0 && share < 1)) return middle
  const least = Math.min(0.5, tolerance / 2 / Math.abs(to - from))
  const x = from + (to - from) * Math.min(1 - least, Math.max(least, share))
  return x === from || x === to ? middle : x
}
