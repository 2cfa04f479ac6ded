// Loaded before a program (node --require): a clock of the wall that jumps now and then, by a second or by decades, either
// way, and stands still between jumps. What measures durations has another clock, as on any machine.
const Wall = Date
const YEARS = 365.25 * 24 * 3_600_000
const JUMPS = [-1, 1, -3_600_000, 3_600_000, -56 * YEARS, 12.2 * YEARS, 200 * YEARS]
let state = Number(process.env.CLAIMCHECK_TEST_CLOCK)
let now = Wall.now()

function next(below) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
  return Math.floor((state / 2 ** 31) * below)
}

function jump() {
  if (next(4) === 0) now = Math.max(0, Wall.now() + JUMPS[next(JUMPS.length)])
  return now
}

globalThis.Date = class extends Wall {
  constructor(...parts) {
    if (parts.length === 0) super(jump())
    else super(...parts)
  }

  static now() {
    return jump()
  }
}
