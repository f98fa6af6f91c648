/**
 * A picture drawn on the server for a page that comes alive. What a page is made from is served with it once more, for its script; a picture that stands on
 * the page already is found there by its id instead. With `onPage`, where the answer is the page itself and not only its data (`!event.isDataRequest`).
 */
export class Drawn {
  readonly svg: string
  readonly id: string
  readonly onPage: boolean

  /** `id`: that of the <svg>. */
  constructor(svg: string, id: string, onPage: boolean) {
    this.svg = svg
    this.id = id
    this.onPage = onPage
  }
}

/** How it gets to the browser (hooks.ts). */
export const drawnOver = {
  encode: (value: unknown) => value instanceof Drawn && [value.id, value.onPage ? '' : value.svg],
  decode: ([id, svg]: [id: string, svg: string]) => new Drawn(svg || (document.getElementById(id)?.outerHTML ?? ''), id, false),
}
