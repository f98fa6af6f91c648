import type { SubmitFunction } from '$app/forms'

interface Ways {
  /** Every form goes through here once it was answered. */
  answered(answer: Parameters<Exclude<Awaited<ReturnType<SubmitFunction>>, void>>[0]): Promise<void>
  /** No answer came: true when what the form says is kept on the device, and the form is done with. */
  lost(form: HTMLFormElement, data: FormData, action: URL): Promise<boolean>
}

/** Nobody waits longer for an answer that the connection swallowed. */
const patienceMilliseconds = 12_000
const againMilliseconds = 5_000

/** No answer at all, or one of somebody before the house. */
const nobody = (status: number | undefined) => status === undefined || [502, 503, 504].includes(status)

/** The forms of the desk on their way: one at a time, and none is forgotten when no answer comes. */
export class Sending {
  busy = $state(false)
  /** What can only be done with a connection: it is kept as it stands, and sent again. */
  unsent: { form: HTMLFormElement; button: HTMLElement | null } | undefined = $state()
  readonly #ways: Ways
  /** What is on its way decides this statement; its answer has come, and the page is drawn from it. */
  #about: FormDataEntryValue | null = null
  #answered = false
  #turn = 0
  /** What is on its way does this; the same pressed twice is once. */
  #does = ''
  /** Pressed about the same statement meanwhile: it goes when the page is drawn, with what then stands in the form. */
  #next: { form: HTMLFormElement; button: HTMLElement | null; about: FormDataEntryValue | null } | undefined

  constructor(ways: Ways) {
    this.#ways = ways
  }

  readonly submit: SubmitFunction = ({ formElement, submitter, formData, action, controller, cancel }) => {
    // The next one is there before its drawing has quite ended: whoever presses on it at once is not passed over.
    const about = formData.get('id')
    if (this.busy && !(this.#answered && about !== this.#about)) {
      if (about === this.#about && action.search !== this.#does) this.#next = { form: formElement, button: submitter, about }
      return cancel()
    }
    const turn = ++this.#turn
    const over = () => {
      if (turn !== this.#turn) return
      this.busy = false
      this.#goOn()
    }
    this.#about = about
    this.#does = action.search
    this.#next = undefined
    this.#answered = false
    this.busy = true
    this.unsent = undefined
    const lost = async () => {
      try {
        if (!(await this.#ways.lost(formElement, formData, action))) this.unsent = { form: formElement, button: submitter }
      } finally {
        over()
      }
    }
    // An aborted form is told nothing further.
    const timer = setTimeout(() => (controller.abort(), void lost()), patienceMilliseconds)
    return async (answer) => {
      clearTimeout(timer)
      if (answer.result.type === 'error' && nobody(answer.result.status)) return lost()
      if (turn === this.#turn) this.#answered = true
      try {
        await this.#ways.answered(answer)
      } finally {
        over()
      }
    }
  }

  #goOn(): void {
    const { form, button, about } = this.#next ?? {}
    this.#next = undefined
    if (!this.unsent && form?.isConnected && button?.isConnected && new FormData(form).get('id') === about) form.requestSubmit(button)
  }

  /** Sends what is unsent again after a while, until the returned function is called. */
  tryLater(): (() => void) | undefined {
    if (!this.unsent) return undefined
    const timer = setTimeout(() => this.again(), againMilliseconds)
    return () => clearTimeout(timer)
  }

  again(): void {
    const { form, button } = this.unsent ?? {}
    this.unsent = undefined
    if (form?.isConnected) form.requestSubmit(button?.isConnected ? button : null)
  }
}
