/** An expected "no": what is wrong and what to do, in words that are safe to show to whoever asked. Everything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly mend: string | undefined
  readonly extra: Record<string, unknown>

  constructor(code: string, status: number, detail: string, options: { mend?: string; extra?: Record<string, unknown> } = {}) {
    super(detail)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.mend = options.mend
    this.extra = options.extra ?? {}
  }

  /** One line for the command line: what is wrong, then what to do. */
  get line(): string {
    return this.mend ? `${this.message} ${this.mend}` : this.message
  }

  /** Body of an `application/problem+json` answer (RFC 9457). */
  get problem(): Record<string, unknown> {
    return { type: 'about:blank', title: titles[this.status] ?? 'Refused', status: this.status, code: this.code, detail: this.line, ...this.extra }
  }
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported format',
  422: 'Cannot be read',
  429: 'Too many requests',
  503: 'Not ready',
}

/** Makes a refusal to be thrown. `status` is its HTTP status, `code` a stable word that programs may rely on. */
export function refuse(
  code: string,
  status: number,
  detail: string,
  options: { mend?: string; extra?: Record<string, unknown> } = {},
): Refusal {
  return new Refusal(code, status, detail, options)
}

/** Recognises a refusal also when it comes from another copy of this module (`vite dev` keeps two). */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal || (error instanceof Error && error.name === 'Refusal')
}
