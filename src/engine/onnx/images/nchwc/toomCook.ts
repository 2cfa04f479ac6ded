/**
 * Matrices of a short correlation with fewer products (Toom-Cook; Winograd 1980; Lavin & Gray 2016, section 4):
 *
 *     y = output [(kernel g) * (input d)], y_i = sum_k g_k d_{i + k}
 *
 * for m outputs of a kernel of r numbers from m + r - 1 inputs, by as many products instead of m r. Transposed, the
 * same matrices give the kernel's gradient.
 */
export interface ToomCook {
  /** Products of a tile. */
  readonly numProducts: number
  /** m */
  readonly tile: number
  /** The product that every output contains once: that of the point 1. */
  readonly constantProduct: number
  /** `[m][products]` */
  readonly output: readonly (readonly number[])[]
  /** `[products][r]` */
  readonly kernel: readonly (readonly number[])[]
  /** `[products][products]` */
  readonly input: readonly (readonly number[])[]
}

/** Output rows of a tile: more save more, and lose digits. */
const TILE = 4

/**
 * Where the polynomials are evaluated, besides at infinity, by the length of the kernel. Chosen for small errors: in
 * float32 the root mean square error is 2.8e-7, 3.5e-7, 3.9e-7 and 7.1e-7 of the result's deviation over 64 channels,
 * where the plain sum has 6e-8.
 */
const POINTS: ReadonlyMap<number, readonly number[]> = new Map([
  [3, [0, 1, -1, 2, -2]],
  [4, [0, 1, -1, 2, -2, -0.5]],
  [5, [0, 1, -1, 2, -2, 0.5, -0.5]],
  [6, [1, -1, 2, -2, 0.75, -0.75, 0.25, -0.25]]
])

export function hasToomCook(kernelLength: number): boolean {
  return POINTS.has(kernelLength)
}

/** @param kernelLength r, for which there is a Toom-Cook */
export function toomCook(kernelLength: number): ToomCook {
  const points = POINTS.get(kernelLength)!
  const evaluation = (length: number) => [
    ...points.map((point) => Array.from({ length }, (_, power) => point ** power)),
    Array.from({ length }, (_, power) => Number(power === length - 1))
  ]
  const outputColumns = evaluation(TILE)
  return {
    numProducts: points.length + 1,
    tile: TILE,
    constantProduct: points.indexOf(1),
    kernel: evaluation(kernelLength),
    input: [...points.map((point) => lagrangeCoefficients(points, point)), rootedCoefficients(points)],
    output: Array.from({ length: TILE }, (_, row) => outputColumns.map((column) => column[row]!))
  }
}

/** Of the polynomial that is 1 at `point` and 0 at the other points, from the constant one on. */
function lagrangeCoefficients(points: readonly number[], point: number): number[] {
  const others = points.filter((other) => other !== point)
  const height = others.reduce((product, other) => product * (point - other), 1)
  return [...rootedCoefficients(others).map((coefficient) => coefficient / height), 0]
}

/** Of the product of x - root. */
function rootedCoefficients(roots: readonly number[]): number[] {
  let coefficients = [1]
  for (const root of roots) {
    const lower = coefficients
    coefficients = [...lower, 0].map((coefficient, power) => (lower[power - 1] ?? 0) - root * coefficient)
  }
  return coefficients
}
