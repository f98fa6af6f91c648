/** A sound for alarms: only where somebody switched it on in this browser, since a page that shouts unasked is closed. */
const switchedOn = 'clamor-alarm-sound'

export class Sound {
  on = $state(false)
  /** The browser lets no page sound before somebody has touched it. */
  waits = $state(false)
  #context: AudioContext | undefined

  /** Reads what was chosen; returns what undoes it. */
  begin(): () => void {
    this.on = localStorage.getItem(switchedOn) !== null
    const touched = () => {
      if (this.on) void this.#wake()
    }
    addEventListener('pointerdown', touched)
    addEventListener('keydown', touched)
    if (this.on) void this.#wake()
    return () => {
      removeEventListener('pointerdown', touched)
      removeEventListener('keydown', touched)
    }
  }

  switch(on: boolean): void {
    this.on = on
    if (on) localStorage.setItem(switchedOn, '1')
    else localStorage.removeItem(switchedOn)
    if (on) void this.#wake().then(() => this.ring(1))
  }

  async #wake(): Promise<void> {
    this.#context ??= new AudioContext()
    this.waits = this.#context.state !== 'running'
    await Promise.race([this.#context.resume(), new Promise((over) => setTimeout(over, 300))])
    this.waits = this.#context.state !== 'running'
  }

  /** Two tones, `times` over: heard across a room, and not like a telephone. */
  ring(times = 3): void {
    const context = this.#context
    if (!this.on || context?.state !== 'running') return
    for (let at = 0; at < times * 2; at++) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      const begin = context.currentTime + at * 0.28
      tone.frequency.value = at % 2 === 0 ? 880 : 587
      volume.gain.setValueAtTime(0.0001, begin)
      volume.gain.exponentialRampToValueAtTime(0.3, begin + 0.02)
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.25)
      tone.connect(volume).connect(context.destination)
      tone.start(begin)
      tone.stop(begin + 0.27)
    }
  }
}

/** One for the page. */
export const sound = new Sound()
