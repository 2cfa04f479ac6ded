// A row of small line charts as one SVG. Colours are chosen for light and dark backgrounds alike.
const PANEL = { width: 250, height: 190, left: 46, right: 14, top: 34, bottom: 40 }
const COLOURS = ['#2a78d6', '#d6762a', '#3a9a5b']
const GREY = '#888888'

/**
 * @param panels `{ title, xLabel, lines: [{ name, points: [{ x, y }] }] }`; a panel's first line has a dashed straight line
 *   from the origin through its last point, which is where cost in proportion would lie
 */
export function lineCharts(title, yLabel, panels) {
  const width = panels.length * PANEL.width + 20
  const height = PANEL.height + 62
  const names = panels[0].lines.map(({ name }) => name)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="${GREY}">`,
    `<title>${title}</title>`,
    text(10, 18, title, { size: 13 }),
    ...names.map((name, index) => legendEntry(10 + index * 130, 38, name, COLOURS[index])),
    ...panels.map((panel, index) => drawPanel(panel, 10 + index * PANEL.width, 46, index === 0 ? yLabel : null)),
    '</svg>',
    ''
  ].join('\n')
}

function drawPanel({ title, xLabel, lines }, x0, y0, yLabel) {
  const points = lines.flatMap((line) => line.points)
  const xTicks = ticks(Math.max(...points.map(({ x }) => x)))
  const yTicks = ticks(Math.max(...points.map(({ y }) => y)))
  const [right, bottom] = [x0 + PANEL.width - PANEL.right, y0 + PANEL.height - PANEL.bottom]
  const [left, top] = [x0 + PANEL.left, y0 + PANEL.top]
  const px = (x) => left + (x / xTicks.at(-1)) * (right - left)
  const py = (y) => bottom - (y / yTicks.at(-1)) * (bottom - top)
  return [
    text(left, top - 10, title, { size: 12 }),
    text((left + right) / 2, bottom + 32, xLabel, { anchor: 'middle' }),
    ...(yLabel === null ? [] : [text(x0 - 4, y0 + 6, yLabel, {})]),
    ...yTicks.map(
      (y) => `${line(left, py(y), right, py(y), GREY, 0.3)}${text(left - 6, py(y) + 4, String(y), { anchor: 'end' })}`
    ),
    ...xTicks.map((x) => text(px(x), bottom + 16, String(x), { anchor: 'middle' })),
    ...lines.flatMap(({ points: own }, index) => {
      const last = own.at(-1)
      const path = own.map(({ x, y }) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`)
      return [
        line(px(0), py(0), px(last.x), py(last.y), COLOURS[index], 0.7, '3 3'),
        `<polyline points="${path.join(' ')}" fill="none" stroke="${COLOURS[index]}" stroke-width="2"/>`,
        ...path.map(
          (at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="3" fill="${COLOURS[index]}"/>`
        )
      ]
    })
  ].join('\n')
}

/** 0 and some round numbers, the last of them at or above the largest value. */
function ticks(largest) {
  const power = 10 ** Math.floor(Math.log10(largest / 4))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each * 4 >= largest)
  const digits = Math.max(0, -Math.floor(Math.log10(step)))
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => Number((index * step).toFixed(digits)))
}

function legendEntry(x, y, name, colour) {
  return `${line(x, y - 4, x + 18, y - 4, colour, 1)}${text(x + 24, y, name, {})}`
}

function line(x1, y1, x2, y2, colour, opacity, dashes = 'none') {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${colour}" stroke-opacity="${opacity}" stroke-dasharray="${dashes}"/>`
}

function text(x, y, content, { size = 11, anchor = 'start' }) {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}">${content}</text>`
}
