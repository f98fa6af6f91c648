// What a page of a burst does where scripts run: it counts down, hears STOP at once, looks again when something is due, and knows the time zone.
// All of it works without: the page then renews itself, shows clock times, and has the time zone to choose.
;(() => {
  const page = document.querySelector('[data-burst]')

  // A clock may be wrong: what counts is how far the server's was ahead when the page was made.
  const made = performance.now()
  const nowOf = (element) => Number(element.dataset.now) + performance.now() - made
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const units = (...named) => {
    const { lang, dir } = document.documentElement
    // The narrow forms of Arabic are single letters that nobody reads as a day.
    const unitDisplay = dir === 'rtl' ? 'short' : 'narrow'
    return named.map(([number, unit]) => new Intl.NumberFormat(`${lang}-u-nu-latn`, { style: 'unit', unit, unitDisplay }).format(number)).join(' ')
  }
  const two = (number) => String(number).padStart(2, '0')
  const clock = (milliseconds) => {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
    // Two numbers alone would be minutes and seconds to one reader, hours and minutes to another.
    if (hours >= 24) return units([Math.floor(hours / 24), 'day'], [hours % 24, 'hour'])
    // With reduced motion it ticks by the minute, until the last one.
    if (calm && seconds > 60) return units([hours, 'hour'], [minutes, 'minute'])
    return `${hours}:${two(minutes)}:${two(seconds % 60)}`
  }
  const counting = [...document.querySelectorAll('[data-until]')]
  const count = () => {
    for (const element of counting) {
      const text = clock(Number(element.dataset.until) - nowOf(element))
      if (element.textContent !== text) element.textContent = text
    }
  }
  if (counting.length > 0) {
    count()
    for (const words of document.querySelectorAll('[data-counts]')) words.hidden = false
    setInterval(count, 1000)
  }

  const zone = document.querySelector('select[data-zone]')
  if (zone) {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (own) {
      if (![...zone.options].some((option) => option.value === own)) zone.add(new Option(own.split('/').pop().replaceAll('_', ' '), own))
      zone.value = own
    }
  }

  for (const button of document.querySelectorAll('[data-copy]')) {
    if (!navigator.clipboard) continue
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).value)
      button.textContent = button.dataset.copied
    })
  }

  if (!page) return
  const again = (within) => setTimeout(() => location.reload(), Math.random() * within)
  // Nobody's page is taken away while they type.
  const typing = () => document.activeElement && document.activeElement.matches('input, textarea, select') && document.activeElement.value !== ''

  // What is due next, or the beginning: spread, so that not everybody looks in the same second.
  const due = Number(page.dataset.due)
  if (due) {
    const wait = due - nowOf(page)
    if (wait < 2 ** 31) setTimeout(() => typing() || again(Number(page.dataset.spread) || 2000), Math.max(500, wait))
  }
  // Whoever went to a network and comes back sees what they did.
  for (const link of document.querySelectorAll('[data-tap]')) link.addEventListener('click', () => setTimeout(() => page.hidden || location.reload(), 1500))

  if (!page.dataset.pulse || !window.EventSource) return
  let seen = page.dataset.seen
  new EventSource(page.dataset.pulse).addEventListener('state', (event) => {
    const told = JSON.parse(event.data)
    const now = `${told.state} ${told.version} ${told.stops}`
    if (now === seen) return
    seen = now
    if (told.state !== 'stopped') return again(5000)
    // At once and in place: ten thousand pages that all look again in one second would be too many.
    page.hidden = true
    for (const gone of document.querySelectorAll('[data-going]')) gone.hidden = true
    const stopped = document.querySelector('[data-stopped]')
    const reason = stopped.querySelector('[data-reason]')
    reason.textContent = told.reason || reason.textContent
    stopped.hidden = false
    stopped.focus()
    setTimeout(() => again(60000), 30000)
  })
})()
