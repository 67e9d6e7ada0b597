// Narrows the list of practices by word, stage and aspect. Without scripts the plain pages of the list do the same work.

const form = document.querySelector('[data-filter]')
const status = form.querySelector('[data-filter-status]')
const groups = [...document.querySelectorAll('[data-group]')].map((list) => ({
  heading: list.previousElementSibling,
  list,
  entries: [...list.querySelectorAll('[data-entry]')].map((entry) => ({ ...entry.dataset, entry, text: plain(entry.textContent) })),
}))
const all = groups.reduce((sum, { entries }) => sum + entries.length, 0)

function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function narrow() {
  const words = plain(form.elements.word.value).split(/\s+/).filter(Boolean)
  const { value: stage } = form.elements.stage
  const { value: aspect } = form.elements.aspect
  let shown = 0
  for (const { heading, list, entries } of groups) {
    let any = false
    for (const { entry, text, stage: own, aspects } of entries) {
      const fits =
        words.every((word) => text.includes(word)) && (!stage || own === stage) && (!aspect || aspects.split(' ').includes(aspect))
      entry.hidden = !fits
      any ||= fits
      shown += fits
    }
    list.hidden = heading.hidden = !any
  }
  status.textContent = (shown ? form.dataset.some : form.dataset.none).replace('{shown}', shown).replace('{all}', all)
}

form.hidden = false
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', narrow)
form.addEventListener('reset', () => setTimeout(narrow))
narrow()
