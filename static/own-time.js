// An hour in the reader's own time zone, beside that of the campaign: only their browser knows it.
for (const e of document.querySelectorAll('[data-own]')) {
  if (Intl.DateTimeFormat().resolvedOptions().timeZone === e.dataset.zone) continue
  e.querySelector('b').textContent = new Date(e.dataset.own).toLocaleString(e.lang, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  e.hidden = false
}
