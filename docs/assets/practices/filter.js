// Narrows the list of practices by word, model, stage and aspect. Without scripts the plain pages of the list do the same work.
//
// A word is looked for in all that a practice's page says. What the practice is about counts; practices that only mention it are shown
// to whom wants them. The choice stands behind the address's #, which no browser sends, so that Back and a link bring it again.

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-filter]'))
const status = /** @type {HTMLElement} */ (form.querySelector('[data-filter-status]'))
const address = /** @type {HTMLElement} */ (document.querySelector('script[data-words]')).dataset.words ?? ''
const views = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('.cx-views a')])
const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-group]')]).map((list) => ({
  heading: /** @type {HTMLElement} */ (list.previousElementSibling),
  list,
  entries: /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[data-entry]')]).map((entry) => ({
    entry,
    id: entry.dataset.entry ?? '',
    stage: entry.dataset.stage ?? '',
    aspects: (entry.dataset.aspects ?? '').split(' '),
    text: ` ${wordsOf(entry.textContent ?? '').join(' ')}`,
  })),
}))
const all = groups.reduce((sum, { entries }) => sum + entries.length, 0)
/** @type {Map<string, [about: string, others: string]>} */
let pages = new Map()
let asked = false

const word = /** @type {HTMLInputElement} */ (form.elements.namedItem('word'))
const [model, stage, aspect] = [select('model'), select('stage'), select('aspect')]
const mentions = /** @type {HTMLInputElement} */ (form.elements.namedItem('mentions'))
const mentionsLabel = /** @type {HTMLLabelElement} */ (mentions.closest('label'))

/** @param {string} name */
function select(name) {
  return /** @type {HTMLSelectElement} */ (form.elements.namedItem(name))
}

/** @param {string} text */
function wordsOf(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * Whether each word begins one of the text; of a plural its singular does.
 * @param {readonly string[]} words
 * @param {string} text
 */
function holds(words, text) {
  return words.every((each) => text.includes(` ${each.length > 3 ? each.replace(/s$/, '') : each}`))
}

/** @param {(typeof groups)[number]['entries'][number]} entry */
function fits({ stage: own, aspects }) {
  return (
    (!model.value || own.startsWith(`${model.value}/`)) &&
    (!stage.value || own === stage.value) &&
    (!aspect.value || aspects.includes(aspect.value))
  )
}

function narrow() {
  const words = wordsOf(word.value)
  let shown = 0
  let mentioned = 0
  for (const { heading, list, entries } of groups) {
    let any = false
    for (const each of entries) {
      const [about, others] = pages.get(each.id) ?? ['', '']
      const fit = fits(each)
      const main = fit && holds(words, `${each.text} ${about}`)
      const beside = fit && !main && holds(words, `${each.text} ${about} ${others}`)
      const show = main || (beside && mentions.checked)
      each.entry.hidden = !show
      any ||= show
      if (show) shown += 1
      if (beside) mentioned += 1
    }
    list.hidden = heading.hidden = !any
  }
  const { some = '', none = '', mentions: more = '' } = form.dataset
  status.textContent = (shown ? some : none).replace('{shown}', String(shown)).replace('{all}', String(all))
  mentionsLabel.lastElementChild?.replaceChildren(more.replace('{count}', String(mentioned)))
  mentionsLabel.hidden = !mentioned
}

/** The words of all pages, once; who comes back to the field tries again. */
async function fetchWords() {
  if (asked) return
  asked = true
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${response.status} for ${address}`)
    pages = new Map(Object.entries(await response.json()))
    narrow()
  } catch (error) {
    console.warn(error)
    asked = false
  }
}

// A stage belongs to its model.
function offerStages() {
  for (const group of /** @type {NodeListOf<HTMLOptGroupElement>} */ (stage.querySelectorAll('optgroup'))) {
    group.hidden = group.disabled = Boolean(model.value) && group.dataset.model !== model.value
    if (group.disabled && group.querySelector(':checked')) stage.value = ''
  }
}

function remember() {
  const chosen = [word, model, stage, aspect].flatMap((field) => (field.value ? [[field.name, field.value]] : []))
  const text = new URLSearchParams([...chosen, ...(mentions.checked ? [['mentions', 'yes']] : [])]).toString()
  for (const view of views) view.hash = text
  if (text || location.hash.includes('=')) history.replaceState(history.state, '', text ? `#${text}` : location.pathname)
}

function recall() {
  const kept = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '')
  for (const field of [word, model, stage, aspect]) {
    field.value = kept.get(field.name) ?? ''
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = ''
  }
  mentions.checked = kept.has('mentions')
  changed()
  if (word.value) fetchWords()
}

function changed() {
  offerStages()
  remember()
  narrow()
}

form.hidden = false
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', changed)
form.addEventListener('reset', () => setTimeout(changed))
word.addEventListener('focus', fetchWords)
addEventListener('hashchange', recall)
recall()

export {} // a module, so that its names are its own
