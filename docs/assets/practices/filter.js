// Narrows the list of practices by word, stage and aspect. Without scripts the plain pages of the list do the same work.

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-filter]'))
const status = /** @type {HTMLElement} */ (form.querySelector('[data-filter-status]'))
const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-group]')]).map((list) => ({
  heading: /** @type {HTMLElement} */ (list.previousElementSibling),
  list,
  entries: /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[data-entry]')]).map((entry) => ({
    entry,
    stage: entry.dataset.stage,
    aspects: (entry.dataset.aspects ?? '').split(' '),
    text: plain(entry.textContent ?? ''),
  })),
}))
const all = groups.reduce((sum, { entries }) => sum + entries.length, 0)

/** @param {string} text */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** @param {string} name */
const chosen = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name)).value

function narrow() {
  const [stage, aspect] = [chosen('stage'), chosen('aspect')]
  const words = plain(chosen('word')).split(/\s+/).filter(Boolean)
  let shown = 0
  for (const { heading, list, entries } of groups) {
    let any = false
    for (const { entry, text, stage: own, aspects } of entries) {
      const fits =
        words.every((part) => text.includes(part)) &&
        (!stage || own === stage) &&
        (!aspect || aspects.includes(aspect))
      entry.hidden = !fits
      any ||= fits
      if (fits) shown += 1
    }
    list.hidden = heading.hidden = !any
  }
  const text = (shown ? form.dataset.some : form.dataset.none) ?? ''
  status.textContent = text.replace('{shown}', String(shown)).replace('{all}', String(all))
}

form.hidden = false
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', narrow)
form.addEventListener('reset', () => setTimeout(narrow))
narrow()

export {} // a module, so that its names are its own
