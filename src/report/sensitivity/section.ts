/** A part of a sensitivity report in plain text; the renderers escape it and lay it out. */
export interface Section {
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly table: {
    readonly headers: readonly string[]
    readonly rows: readonly (readonly string[])[]
  } | null
}
